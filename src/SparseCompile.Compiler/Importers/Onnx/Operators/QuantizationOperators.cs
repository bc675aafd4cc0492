using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Quantized numbers to floats and back. Quantized weights become float weights; activations are rounded as the model says.</summary>
internal static class QuantizationOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["DequantizeLinear"] = node => [Dequantize(node)],
        ["QuantizeLinear"] = node => [Quantize(node)],
        ["Cast"] = node => [Cast(node, node.Input(0), OnnxElementTypes.Of(node.Integer("to", 0)) ?? throw node.Fail($"the type {node.Integer("to", 0)}", "a number of TensorProto.DataType"))],
        ["CastLike"] = node => [Cast(node, node.Input(0), node.Input(1).Type)],
    };

    /// <summary>A value as another type. Floating-point types are all float32 here.</summary>
    public static ImportedValue Cast(NodeContext node, ImportedValue value, OnnxElementType type)
    {
        if (OnnxElementTypes.BitsOf(type) == 0 || OnnxElementTypes.BitsOf(value.Type) == 0)
        {
            throw node.Fail($"a cast from {OnnxElementTypes.NameOf(value.Type)} to {OnnxElementTypes.NameOf(type)}", "numbers");
        }

        bool toInteger = OnnxElementTypes.IsInteger(type), fromInteger = OnnxElementTypes.IsInteger(value.Type);
        if (type == OnnxElementType.Bool && value.Type != OnnxElementType.Bool)
        {
            return Elements.Of(node, value, x => Of(UnaryKind.Not, Of(UnaryKind.Not, x)), type);
        }

        if (SmallFloatRounding.Is(type) && type != value.Type)
        {
            CheckSaturation(node);
            return Elements.Of(node, value, x => SmallFloatRounding.Round(type, x), type);
        }

        bool keeps = !toInteger || (fromInteger && Contains(type, value.Type));
        return keeps
            ? value.Constant is { } constant ? ImportedValue.Of(constant.As(type)) : value with { Type = type }
            : Elements.Of(node, value, x => ArithmeticOperators.Wrapped(type, fromInteger ? x : Of(UnaryKind.Truncate, x)), type);
    }

    private static void CheckSaturation(NodeContext node)
    {
        if (node.Int("saturate", 1) == 0)
        {
            throw node.Fail("saturate of 0", "1");
        }
    }

    private static bool Contains(OnnxElementType type, OnnxElementType other)
    {
        (double low, double high) = OnnxElementTypes.RangeOf(type);
        (double otherLow, double otherHigh) = OnnxElementTypes.RangeOf(other);
        return OnnxElementTypes.BitsOf(type) > 16 || (low <= otherLow && high >= otherHigh);
    }

    private static ImportedValue Dequantize(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        if (EncodedValues.Dequantize(node, x) is { } known)
        {
            return known;
        }

        x = EncodedValues.Rounded(node.Graph, x);
        ImportedValue scale = Parameter(node, x, node.Input(1));
        ImportedValue? zero = node.Optional(2) is { } given ? Parameter(node, x, given) : null;
        if (x.Constant is { } weights && scale.Constant is { } scales && (zero is null || (zero.Constant is { } zeros && zeros.Values.All(value => value == 0))))
        {
            // What is 0 stays 0, and is not looked at.
            int[] elements = View.Broadcast(Graphs.Shape.Of(scale.Shape), Graphs.Shape.Of(x.Shape)) is { } view && scale.Count > 1 ? view.Elements(x.Shape) : [];
            double[] factors = scales.Values;
            return ImportedValue.Of(weights.ChangeNonZeros(scale.Type, (value, place) => (double)value * factors[elements.Length == 0 ? 0 : elements[place]], Steps(node, x, scale)));
        }

        ImportedValue[] operands = [.. new[] { x, scale, zero }.OfType<ImportedValue>()];
        return Elements.Of(node, operands, all => Multiply(zero is null ? all[0] : Subtract(all[0], all[2]), all[1]), scale.Type) with { Steps = Steps(node, x, scale) };
    }

    /// <summary>What dequantised constants are multiples of; null where steps differ from block to block.</summary>
    private static ConstantSteps? Steps(NodeContext node, ImportedValue x, ImportedValue scale) =>
        x.Constant is null || scale.Constant is not { } steps ? null
        : steps.Count == 1 ? new ConstantSteps(steps.Floats, -1)
        : node.Int("block_size", 0) > 0 ? null
        : new ConstantSteps(steps.Floats, node.Axis(node.Int("axis", 1), x.Rank));

    private static ImportedValue Quantize(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        ImportedValue scale = Parameter(node, x, node.Input(1));
        ImportedValue? zero = node.Optional(2) is { } given ? Parameter(node, x, given) : null;
        OnnxElementType type = zero?.Type ?? OnnxElementTypes.Of(node.Integer("output_dtype", 0)) ?? OnnxElementType.UInt8;
        if (node.Graph.KeepsEncodings && x.Constant is null)
        {
            return EncodedValues.Quantize(node, x, type);
        }

        ImportedValue[] operands = [.. new[] { x, scale, zero }.OfType<ImportedValue>()];
        if (SmallFloatRounding.Is(type))
        {
            CheckSaturation(node);
            return Elements.Of(node, operands, all => SmallFloatRounding.Round(type, Divide(all[0], all[1])), type);
        }

        if (!OnnxElementTypes.IsInteger(type))
        {
            throw node.Fail($"quantization to {OnnxElementTypes.NameOf(type)}", "an integer type, or a float of eight or four bits");
        }

        (double low, double high) = OnnxElementTypes.RangeOf(type);
        return Elements.Of(
            node,
            operands,
            all =>
            {
                Expression rounded = Of(UnaryKind.Round, Divide(all[0], all[1]));
                return Max(Number(low), Min(Number(high), zero is null ? rounded : Add(rounded, all[2])));
            },
            type);
    }

    /// <summary>A scale or zero point so that it is broadcast: one, one for each coordinate of an axis, or one for each block along it.</summary>
    private static ImportedValue Parameter(NodeContext node, ImportedValue x, ImportedValue parameter)
    {
        int block = node.Int("block_size", 0);
        if (parameter.Count == 1)
        {
            return ShapeOperators.As(node, parameter, []);
        }

        int axis = node.Axis(node.Int("axis", 1), x.Rank);
        if (block > 0)
        {
            CheckBlocks(node, x, parameter, axis, block);
            return ArrangementOperators.Select(node, parameter, [.. x.Shape.Select((extent, own) => Enumerable.Range(0, extent).Select(i => own == axis ? i / block : i).ToArray())]);
        }

        return parameter.Rank == 1 && parameter.Count == x.Shape[axis]
            ? ShapeOperators.As(node, parameter, [parameter.Count, .. Enumerable.Repeat(1, x.Rank - axis - 1)])
            : throw node.Fail($"scales or zero points of shape {Shapes.Text(parameter.Shape)} for a value of shape {Shapes.Text(x.Shape)}", $"one, or one for each coordinate of axis {axis}");
    }

    private static void CheckBlocks(NodeContext node, ImportedValue x, ImportedValue parameter, int axis, int block)
    {
        if (parameter.Rank != x.Rank || parameter.Shape.Where((extent, own) => extent != (own == axis ? (x.Shape[own] + block - 1) / block : x.Shape[own])).Any())
        {
            throw node.Fail($"scales or zero points of shape {Shapes.Text(parameter.Shape)} for a value of shape {Shapes.Text(x.Shape)}", $"one for each block of {block} along axis {axis}");
        }
    }
}
