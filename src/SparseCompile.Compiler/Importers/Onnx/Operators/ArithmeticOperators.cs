using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Functions of several values, which are broadcast.</summary>
internal static class ArithmeticOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Add"] = node => [AddOrSubtract(node, BinaryKind.Add)],
        ["Sub"] = node => [AddOrSubtract(node, BinaryKind.Subtract)],
        ["Mul"] = node => [Scale(node, BinaryKind.Multiply)],
        ["Div"] = node => [Scale(node, BinaryKind.Divide)],
        ["Pow"] = node => [Pow(node)],
        ["Mod"] = node => [OfTwo(node, node.Int("fmod", 0) == 0 ? BinaryKind.Modulo : BinaryKind.Remainder)],
        ["PRelu"] = node => [PRelu(node)],
        ["Sum"] = node => [Sum(node)],
        ["Mean"] = node => [Elements.Of(node, Operands(node), values => Multiply(Chain(BinaryKind.Add, values), Number(1.0 / values.Length)))],
        ["Max"] = node => [Elements.Of(node, Operands(node), values => Chain(BinaryKind.Max, values))],
        ["Min"] = node => [Elements.Of(node, Operands(node), values => Chain(BinaryKind.Min, values))],
        ["Where"] = node => [Elements.Of(node, [node.Input(0), node.Input(1), node.Input(2)], values => Choose(values[0], values[1], values[2]), node.Input(1).Type)],
        ["Equal"] = node => [Compare(node, Equal)],
        ["Less"] = node => [Compare(node, Less)],
        ["LessOrEqual"] = node => [Compare(node, LessOrEqual)],
        ["Greater"] = node => [Compare(node, (x, y) => Less(y, x))],
        ["GreaterOrEqual"] = node => [Compare(node, (x, y) => LessOrEqual(y, x))],
        ["And"] = node => [Compare(node, (x, y) => new Binary(BinaryKind.And, x, y))],
        ["Or"] = node => [Compare(node, (x, y) => new Binary(BinaryKind.Or, x, y))],
        ["Xor"] = node => [Compare(node, (x, y) => new Binary(BinaryKind.Xor, x, y))],
    };

    /// <summary>The two operands; before version 7, the second is aligned at an axis that the node states.</summary>
    public static ImportedValue[] Two(NodeContext node)
    {
        ImportedValue left = node.Input(0), right = node.Input(1);
        if (node.Version < 7 && node.Int("broadcast", 0) != 0 && node.Has("axis"))
        {
            int axis = node.Axis(node.Int("axis", 0), left.Rank);
            int[] shape = [.. right.Shape, .. Enumerable.Repeat(1, Math.Max(0, left.Rank - axis - right.Rank))];
            right = right.Constant is { } constant ? ImportedValue.Of(constant.Reshape(shape)) : right with { Shape = shape };
        }

        return [left, right];
    }

    /// <summary>A result of integers of one or two bytes, which wraps around; those of more are as exact as float32 is.</summary>
    public static Expression Wrapped(OnnxElementType type, Expression value)
    {
        if (OnnxElementTypes.BitsOf(type) > 16 || !OnnxElementTypes.IsInteger(type) || type == OnnxElementType.Bool)
        {
            return value;
        }

        (double low, double high) = OnnxElementTypes.RangeOf(type);
        Expression moved = low == 0 ? value : Subtract(value, Number(low));
        Expression wrapped = new Binary(BinaryKind.Modulo, moved, Number(high - low + 1));
        return low == 0 ? wrapped : Add(wrapped, Number(low));
    }

    private static ImportedValue AddOrSubtract(NodeContext node, BinaryKind kind)
    {
        ImportedValue[] two = Two(node);
        if (two[1].Constant is { } shift && two[1].Rank <= two[0].Rank && AffineLayers.Shift(node, two[0], shift, kind == BinaryKind.Add ? 1 : -1) is { } shifted)
        {
            return shifted;
        }

        if (kind == BinaryKind.Add && two[0].Constant is { } other && two[0].Rank <= two[1].Rank && AffineLayers.Shift(node, two[1], other, 1) is { } sum)
        {
            return sum;
        }

        // A residual connection: the operator that layouts and passes know.
        return kind == BinaryKind.Add && two.All(value => value.Constant is null && !OnnxElementTypes.IsInteger(value.Type)) && two[0].Shape.SequenceEqual(two[1].Shape)
            ? node.Graph.AddValues(two)
            : OfTwo(node, kind);
    }

    private static ImportedValue Scale(NodeContext node, BinaryKind kind)
    {
        ImportedValue[] two = Two(node);
        if (two[1].Constant is { } factor && AffineLayers.Scale(node, two[0], factor, isDivision: kind == BinaryKind.Divide) is { } scaled)
        {
            return scaled;
        }

        return kind == BinaryKind.Multiply && two[0].Constant is { } other && AffineLayers.Scale(node, two[1], other, isDivision: false) is { } product ? product : OfTwo(node, kind);
    }

    private static ImportedValue OfTwo(NodeContext node, BinaryKind kind) => Elements.Of(node, Two(node), values =>
    {
        Expression result = new Binary(kind, values[0], values[1]);
        OnnxElementType type = node.Input(0).Type;
        return kind == BinaryKind.Divide && OnnxElementTypes.IsInteger(type) ? Of(UnaryKind.Truncate, result) : Wrapped(type, result);
    });

    private static ImportedValue Pow(NodeContext node) => Elements.Of(node, Two(node), values =>
    {
        double? exponent = node.Input(1).Constant is { Count: 1 } constant ? constant.Values[0] : null;
        Expression power = exponent switch
        {
            2 => Multiply(values[0], values[0]),
            3 => Multiply(values[0], Multiply(values[0], values[0])),
            1 => values[0],
            0.5 => Sqrt(values[0]),
            _ => Power(values[0], values[1]),
        };
        return OnnxElementTypes.IsInteger(node.Input(0).Type) ? Of(UnaryKind.Truncate, power) : power;
    });

    /// <summary>The slope is one for all, or is broadcast; before version 7 it is one for each channel.</summary>
    private static ImportedValue PRelu(NodeContext node)
    {
        ImportedValue x = node.Input(0), slope = node.Input(1);
        if (slope.Rank == 1 && x.Rank > 2 && slope.Count > 1 && slope.Count == x.Shape[1] && (node.Version < 7 || slope.Count != x.Shape[x.Rank - 1]))
        {
            slope = Reshaped(slope, [slope.Count, .. Enumerable.Repeat(1, x.Rank - 2)]);
        }

        return slope.Constant is { Count: 1 } one
            ? node.Graph.Add(new Elementwise(new ActivationFunction(ActivationKind.LeakyRelu, one.Floats[0])), x.Type, x.Shape, node.Graph.AnyOf(x))
            : Elements.Of(node, [x, slope], values => Choose(Less(values[0], Number(0)), Multiply(values[0], values[1]), values[0]));
    }

    /// <summary>A value of as many elements in another shape.</summary>
    private static ImportedValue Reshaped(ImportedValue value, int[] shape) => value.Constant is { } constant ? ImportedValue.Of(constant.Reshape(shape)) : value with { Shape = shape };

    private static ImportedValue Sum(NodeContext node)
    {
        ImportedValue[] values = Operands(node);
        return values.Length > 1 && values.All(value => value.Constant is null && value.Shape.SequenceEqual(values[0].Shape))
            ? node.Graph.AddValues(values)
            : Elements.Of(node, values, operands => Chain(BinaryKind.Add, operands));
    }

    private static ImportedValue Compare(NodeContext node, Func<Expression, Expression, Expression> test) =>
        Elements.Of(node, Two(node), values => test(values[0], values[1]), OnnxElementType.Bool);

    private static ImportedValue[] Operands(NodeContext node) => [.. Enumerable.Range(0, Math.Max(1, node.Inputs.Count)).Select(node.Input)];

    private static Expression Chain(BinaryKind kind, Expression[] values) => values.Skip(1).Aggregate(values[0], (left, right) => new Binary(kind, left, right));
}
