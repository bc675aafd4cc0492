using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Builds graphs operator by operator.</summary>
public sealed class GraphBuilder
{
    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];

    /// <summary>Starts with the input.</summary>
    public GraphBuilder(params int[] input) => _values.Add(new Value(0, "input", Shape.Of(input)));

    /// <summary>The shape of a value.</summary>
    public Shape ShapeOf(int value) => _values[value].Shape;

    /// <summary>Adds an operator, and returns the id of its result.</summary>
    public int Add(Operator op, params int[] inputs)
    {
        Shape shape = op.InferShape([.. inputs.Select(input => _values[input].Shape)]) ?? throw new ArgumentException($"{op} does not fit its inputs.");
        return AddAs(shape, op, inputs);
    }

    /// <summary>Adds an operator whose operand has the same elements in another shape, as importers leave them where a reshape is gone.</summary>
    public int AddAs(Shape shape, Operator op, params int[] inputs)
    {
        int id = _values.Count;
        _values.Add(new Value(id, $"{op.GetType().Name}{id}", shape));
        _nodes.Add(new Node($"{op.GetType().Name}{id}", op, new EquatableArray<int>(inputs), id, null)
        {
            Declared = new DeclaredLayer(_values[inputs[0]].Length, shape.Length, op is MatrixOperator matrix ? matrix.Weights.NonZeros : 0, op.DenseMacs, []),
        });
        return id;
    }

    /// <summary>Adds a linear layer.</summary>
    public int Linear(int input, CsrMatrix weights, float[]? bias = null, ActivationKind activation = ActivationKind.None, double inputSparsity = 0) =>
        Add(new Linear(weights, bias ?? new float[weights.Rows], new ActivationFunction(activation)) { InputSparsity = inputSparsity }, input);

    /// <summary>The network, with the last result as its output.</summary>
    public NetworkSource Source() => new("Test", new Graph(_values, _nodes, 0, _values.Count - 1), [new WeightProvenance("test.npz", new string('a', 64))], new string('0', 64), "0.1.0");
}
