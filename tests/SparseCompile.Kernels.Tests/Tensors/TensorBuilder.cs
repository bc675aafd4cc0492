using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>A graph as a test builds it.</summary>
internal sealed class TensorBuilder
{
    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];
    private readonly List<int> _inputs = [];

    /// <summary>Values so far.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <summary>Adds an input.</summary>
    public int Input(params int[] extents)
    {
        _values.Add(new Value(_values.Count, $"in.{_inputs.Count}", Shape.Of(extents)));
        _inputs.Add(_values.Count - 1);
        return _values.Count - 1;
    }

    /// <summary>Adds a node.</summary>
    public int Add(Operator op, params int[] inputs)
    {
        Shape shape = op.InferShape([.. inputs.Select(ShapeOf)]) ?? throw new InvalidOperationException($"The inputs do not fit {op}.");
        string name = $"{op.GetType().Name.ToLowerInvariant()}{_nodes.Count}";
        _values.Add(new Value(_values.Count, name, shape));
        _nodes.Add(new Node(name, op, inputs.ToEquatableArray(), _values.Count - 1, null));
        return _values.Count - 1;
    }

    /// <summary>Adds a map of one expression over values of the same shape.</summary>
    public int Map(Func<Expression[], Expression> expression, params int[] inputs)
    {
        Shape shape = inputs.Select(ShapeOf).MaxBy(shape => shape.Length);
        Expression[] reads = [.. inputs.Select((input, i) => new Read(i, View.Broadcast(ShapeOf(input), shape)!))];
        return Add(new Map(shape, expression(reads)), inputs);
    }

    /// <summary>The shape of a value.</summary>
    public Shape ShapeOf(int value) => _values[value].Shape;

    /// <summary>The graph.</summary>
    public TensorCase Build(string name, params int[] outputs) => new(
        name,
        new Graph(_values, _nodes, _inputs.ToEquatableArray(), outputs.ToEquatableArray()) { OutputNames = outputs.Select((_, i) => $"out/{i}").ToEquatableArray() });
}
