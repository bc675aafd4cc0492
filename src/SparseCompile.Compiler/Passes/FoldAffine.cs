using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes;

/// <summary>Folds batch normalisations into the linear layer before them, or after them; what is left becomes a diagonal layer. Reshapes vanish.</summary>
internal sealed class FoldAffine : IOperatorVisitor<Node?>
{
    private readonly Graph _graph;
    private readonly Value[] _values;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<int, int> _aliases = [];
    private readonly Dictionary<int, Node> _pending = [];
    private Node _node = null!;

    private FoldAffine(Graph graph)
    {
        _graph = graph;
        _values = [.. graph.Values];
    }

    /// <summary>The graph without <see cref="Affine"/> and <see cref="Reshape"/>.</summary>
    public static Graph Run(Graph graph)
    {
        FoldAffine pass = new(graph);
        foreach (Node node in graph.Nodes)
        {
            pass._node = node with { Inputs = node.Inputs.Select(pass.Resolve).ToEquatableArray() };
            if (node.Operator.Accept(pass) is { } kept)
            {
                pass._nodes.Add(kept);
            }
        }

        return graph with { Values = pass._values, Outputs = graph.Outputs.Select(output => pass.Materialise(pass.Resolve(output))).ToEquatableArray(), Nodes = pass._nodes };
    }

    /// <inheritdoc/>
    public Node? Visit(Affine op)
    {
        if (_pending.TryGetValue(_node.Input, out Node? before))
        {
            _pending[_node.Output] = _node with { Operator = ((Affine)before.Operator).Then(op), Inputs = before.Inputs };
            return null;
        }

        int producer = _nodes.FindIndex(node => node.Output == _node.Input);
        if (producer >= 0 && _nodes[producer].Operator is MatrixOperator { Function.Kind: ActivationKind.None } layer && UsesOf(_node.Input) == 1
            && layer.Outputs == op.Scale.Length && layer.Positions == op.Repeat)
        {
            _nodes[producer] = _nodes[producer] with { Operator = op.After(layer) };
            // The layer's value is now this one, and what the file rounds that to.
            _aliases[_node.Output] = _node.Input;
            _values[_node.Input] = _values[_node.Input] with { Encoding = _values[_node.Output].Encoding };
            return null;
        }

        _pending[_node.Output] = _node;
        return null;
    }

    /// <inheritdoc/>
    public Node? Visit(Linear op) => _pending.TryGetValue(_node.Input, out Node? affine)
        ? _node with { Operator = ((Affine)affine.Operator).Before(op), Inputs = affine.Inputs }
        : _node;

    /// <inheritdoc/>
    public Node? Visit(Conv op) => _pending.TryGetValue(_node.Input, out Node? affine) && ((Affine)affine.Operator).Before(op) is { } folded
        ? _node with { Operator = folded, Inputs = affine.Inputs }
        : WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Pool op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(KWinners op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Reshape op)
    {
        _aliases[_node.Output] = _node.Input;
        if (!_pending.ContainsKey(_node.Input))
        {
            _values[_node.Input] = _values[_node.Input] with { Encoding = _values[_node.Input].Encoding ?? _values[_node.Output].Encoding };
        }

        return null;
    }

    /// <inheritdoc/>
    public Node? Visit(Elementwise op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Add op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Concat op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Map op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Reduce op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(ArgReduce op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(MatMul op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Gather op) => WithMaterialisedInputs();

    /// <inheritdoc/>
    public Node? Visit(Recurrent op) => WithMaterialisedInputs();

    private Node WithMaterialisedInputs() => _node with { Inputs = _node.Inputs.Select(Materialise).ToEquatableArray() };

    /// <summary>A value that exists: an affine operator that nothing absorbs becomes a layer.</summary>
    private int Materialise(int value)
    {
        if (_pending.TryGetValue(value, out Node? affine))
        {
            ImageShape? image = _graph.ImageOf(affine.Output);
            Affine op = (Affine)affine.Operator;
            bool isMap = _nodes.Any(node => node.Output == affine.Input && node.Operator is TensorOperator);
            _nodes.Add(affine with { Operator = isMap ? op.AsMap() : op.AsLayer(image, ActivationFunction.None) });
            _pending.Remove(value);
        }

        return value;
    }

    private int Resolve(int value) => _aliases.TryGetValue(value, out int other) ? Resolve(other) : value;

    /// <summary>Uses of a value, those of its aliases included.</summary>
    private int UsesOf(int value) =>
        _graph.Uses(value) + _aliases.Where(alias => alias.Value == value).Sum(alias => UsesOf(alias.Key) - 1);
}
