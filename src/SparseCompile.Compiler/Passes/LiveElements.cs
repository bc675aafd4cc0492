using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes;

/// <summary>Which elements of each value are read.</summary>
internal sealed class LiveElements : IOperatorVisitor<bool>
{
    private readonly Graph _graph;
    private readonly bool[]?[] _needed;
    private Node _node = null!;

    /// <summary>For a graph of linear layers and joins.</summary>
    public LiveElements(Graph graph)
    {
        _graph = graph;
        _needed = new bool[graph.Values.Count][];
    }

    /// <summary>For each value its elements that something reads; null for values that nothing computes.</summary>
    public bool[]?[] Needed()
    {
        foreach (Node node in _graph.Nodes)
        {
            _needed[node.Output] = new bool[_graph.Values[node.Output].Length];
        }

        // Inputs and outputs have to be as the user knows them.
        foreach (int value in _graph.Inputs.Concat(_graph.Outputs))
        {
            Mark(value);
        }

        // Joins pass needs both ways, so that several rounds may be needed; each marks more elements, or is the last.
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (Node node in _graph.Nodes.Reverse())
            {
                _node = node;
                hasChanged |= node.Operator.Accept(this);
            }
        }

        return _needed;
    }

    /// <inheritdoc/>
    public bool Visit(Linear op)
    {
        bool[] output = _needed[_node.Output]!;
        bool[] input = _needed[_node.Input]!;
        bool hasChanged = false;

        // Softmax mixes all outputs: none of them is dead.
        if (!op.Function.IsElementwise)
        {
            hasChanged |= Mark(_node.Output);
        }

        for (int row = 0; row < output.Length; row++)
        {
            for (int k = op.Weights.RowStarts[row]; output[row] && k < op.Weights.RowStarts[row + 1]; k++)
            {
                hasChanged |= !input[op.Weights.ColumnIndices[k]];
                input[op.Weights.ColumnIndices[k]] = true;
            }
        }

        return hasChanged;
    }

    /// <inheritdoc/>
    public bool Visit(Conv op)
    {
        bool hasChanged = TieChannel(_node.Output, op.Output.Pixels);
        bool[] output = _needed[_node.Output]!;
        bool[] input = _needed[_node.Input]!;
        for (int channel = 0; channel < op.Outputs; channel++)
        {
            for (int k = op.Weights.RowStarts[channel]; output[channel * op.Positions] && k < op.Weights.RowStarts[channel + 1]; k++)
            {
                int first = op.Weights.ColumnIndices[k] / op.Window.Taps * op.Input.Pixels;
                hasChanged |= !input[first];
                input[first] = true;
            }
        }

        return TieChannel(_node.Input, op.Input.Pixels) | hasChanged;
    }

    /// <inheritdoc/>
    public bool Visit(Pool op)
    {
        bool hasChanged = TieChannel(_node.Output, op.Output.Pixels) | TieChannel(_node.Input, op.Input.Pixels);
        bool[] output = _needed[_node.Output]!;
        bool[] input = _needed[_node.Input]!;
        for (int channel = 0; channel < op.Input.Channels; channel++)
        {
            ref bool own = ref output[channel * op.Output.Pixels];
            ref bool read = ref input[channel * op.Input.Pixels];
            hasChanged |= own != read;
            own = read = own | read;
        }

        return TieChannel(_node.Output, op.Output.Pixels) | TieChannel(_node.Input, op.Input.Pixels) | hasChanged;
    }

    /// <inheritdoc/>
    public bool Visit(Add op)
    {
        bool hasChanged = !op.Function.IsElementwise && Mark(_node.Output);
        foreach (int input in _node.Inputs)
        {
            hasChanged |= Tie(input, 0);
        }

        return hasChanged;
    }

    /// <inheritdoc/>
    public bool Visit(Concat op)
    {
        bool hasChanged = false;
        int first = 0;
        foreach (int input in _node.Inputs)
        {
            hasChanged |= Tie(input, first);
            first += _graph.Values[input].Length;
        }

        return hasChanged;
    }

    /// <summary>What no reader needs is compared with the others all the same.</summary>
    public bool Visit(KWinners op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Affine op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Elementwise op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Reshape op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Map op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Reduce op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(ArgReduce op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(MatMul op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Gather op) => MarkAll();

    /// <inheritdoc/>
    public bool Visit(Recurrent op) => MarkAll();

    /// <summary>Nothing of such an operator is dead.</summary>
    private bool MarkAll() => _node.Inputs.Aggregate(Mark(_node.Output), (hasChanged, input) => Mark(input) | hasChanged);

    /// <summary>An operand's elements and those of the result, from the first on, are needed together.</summary>
    private bool Tie(int operand, int first)
    {
        bool[] output = _needed[_node.Output]!;
        bool[] input = _needed[operand]!;
        bool hasChanged = false;
        for (int i = 0; i < input.Length; i++)
        {
            bool isNeeded = input[i] | output[first + i];
            hasChanged |= input[i] != isNeeded || output[first + i] != isNeeded;
            input[i] = output[first + i] = isNeeded;
        }

        return hasChanged;
    }

    /// <summary>Elements of a channel are needed together: what computes an image computes whole channels.</summary>
    private bool TieChannel(int value, int pixels)
    {
        bool[] needed = _needed[value]!;
        bool hasChanged = false;
        for (int first = 0; first < needed.Length; first += pixels)
        {
            bool isNeeded = Array.IndexOf(needed, true, first, pixels) >= 0;
            for (int i = first; isNeeded && i < first + pixels; i++)
            {
                hasChanged |= !needed[i];
                needed[i] = true;
            }
        }

        return hasChanged;
    }

    private bool Mark(int value)
    {
        bool[] all = _needed[value] ??= new bool[_graph.Values[value].Length];
        bool hasChanged = all.Any(needed => !needed);
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = true;
        }

        return hasChanged;
    }
}
