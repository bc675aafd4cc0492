using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Collects the operands of a <see cref="Graphs.Operators.Map"/> while its expression is written.</summary>
/// <param name="graph">Takes the map.</param>
internal sealed class Elements(ImportedGraph graph)
{
    private readonly List<int> _operands = [];

    /// <summary>The elements of a value, broadcast to a shape that it fits.</summary>
    public Expression Read(ImportedValue value, int[] shape)
    {
        View view = View.Broadcast(Shape.Of(value.Shape), Shape.Of(shape)) ?? throw new InvalidOperationException("The value does not fit the shape.");
        return Read(value, view);
    }

    /// <summary>Elements of a value.</summary>
    public Expression Read(ImportedValue value, View view)
    {
        if (value.Constant is { } constant)
        {
            return constant.Count == 1 ? new Constant(constant.Floats[0]) : new Stored(constant.Floats, view);
        }

        int operand = _operands.IndexOf(value.Id);
        if (operand < 0)
        {
            operand = _operands.Count;
            _operands.Add(value.Id);
        }

        return new Read(operand, view);
    }

    /// <summary>The map of one expression.</summary>
    public ImportedValue Map(Expression expression, OnnxElementType type, int[] shape) => graph.Add(new Map(Shape.Of(shape), expression), type, shape, [.. _operands]);

    /// <summary>The map of several boxes.</summary>
    public ImportedValue Map(IEnumerable<Region> regions, OnnxElementType type, int[] shape) =>
        graph.Add(new Map(Shape.Of(shape), new Common.EquatableArray<Region>([.. regions.Where(region => region.Length > 0)])), type, shape, [.. _operands]);

    /// <summary>A value with each element computed from its own.</summary>
    public static ImportedValue Of(NodeContext node, ImportedValue value, Func<Expression, Expression> function, OnnxElementType? type = null)
    {
        Elements elements = new(node.Graph);
        return elements.Map(function(elements.Read(value, value.Shape)), type ?? value.Type, value.Shape);
    }

    /// <summary>A value with each element computed from those of several, which are broadcast.</summary>
    public static ImportedValue Of(NodeContext node, IReadOnlyList<ImportedValue> values, Func<Expression[], Expression> function, OnnxElementType? type = null)
    {
        int[] shape = values[0].Shape;
        foreach (ImportedValue value in values.Skip(1))
        {
            shape = Shapes.Broadcast(shape, value.Shape) ?? throw node.Fail($"shapes {string.Join(" and ", values.Select(operand => Shapes.Text(operand.Shape)))}", "shapes that are the same, or are broadcast as NumPy does");
        }

        CheckSize(node, shape);
        Elements elements = new(node.Graph);
        return elements.Map(function([.. values.Select(value => elements.Read(value, shape))]), type ?? values[0].Type, shape);
    }

    /// <summary>A value read through a view: the same elements in another arrangement.</summary>
    public static ImportedValue Arrange(NodeContext node, ImportedValue value, int[] shape, View view)
    {
        CheckSize(node, shape);
        Elements elements = new(node.Graph);
        return elements.Map(elements.Read(value, view), value.Type, shape);
    }

    /// <summary>Refuses results that are too large to be compiled.</summary>
    public static void CheckSize(NodeContext node, int[] shape)
    {
        if (Shapes.IsTooLarge(shape))
        {
            throw node.Fail($"a result of shape {Shapes.Text(shape)}", $"at most {Shapes.MostElements} elements");
        }
    }
}
