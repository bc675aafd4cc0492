using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes;

/// <summary>Which elements of each value are constants that all readers can absorb, and the graph with these absorbed.</summary>
internal sealed class ConstantElements
{
    private readonly Graph _graph;
    private readonly bool[]?[] _isFolded;

    /// <summary>Finds the constants of a graph of linear layers and joins.</summary>
    public ConstantElements(Graph graph)
    {
        _graph = graph;

        // Whatever turns out not to be removable is an ordinary element for those behind it, which may undo other constants: until nothing changes.
        bool[]?[] pinned = new bool[graph.Values.Count][];
        while (true)
        {
            _isFolded = Propagate(pinned);
            bool[]?[] before = [.. _isFolded.Select(folded => (bool[]?)folded?.Clone())];
            while (Agree())
            {
            }

            if (!(Pin(pinned, before) | PinAtBorders(pinned)))
            {
                return;
            }
        }
    }

    /// <summary>The elements that stay; null for values without a producer.</summary>
    public bool[]?[] Kept => [.. _isFolded.Select(folded => folded?.Select(isFolded => !isFolded).ToArray())];

    /// <summary>The graph whose layers have the constants of their inputs in their biases.</summary>
    public Graph Fold() => _graph with { Nodes = FoldWithConstants().Nodes };

    private (List<Node> Nodes, double[]?[] Constants) FoldWithConstants()
    {
        List<Node> nodes = [];
        double[]?[] constants = new double[_graph.Values.Count][];
        foreach (Node node in _graph.Nodes)
        {
            Node folded = node;
            if (node.Operator is MatrixOperator layer && constants[node.Input] is { } shift)
            {
                int pixels = node.Operator is Conv conv ? conv.Input.Pixels : 1, taps = node.Operator is Conv { Window.Taps: int own } ? own : 1;
                folded = node with { Operator = layer with { Bias = AffineFolding.Shifted(layer, column => shift[column / taps * pixels]) } };
            }

            nodes.Add(folded);
            constants[node.Output] = IsSoftmax(node) || Array.IndexOf(_isFolded[node.Output]!, true) < 0 ? null : Constants(folded, constants);
        }

        return (nodes, constants);
    }

    private static bool IsSoftmax(Node node) => !node.Operator.Activation.IsElementwise;

    /// <summary>The values of a node's folded outputs; 0 for the others. Most nodes have none: large images are not gone through for them.</summary>
    private double[] Constants(Node node, double[]?[] constants)
    {
        bool[] isFolded = _isFolded[node.Output]!;
        double[] own = new double[isFolded.Length];
        if (node.Operator is MatrixOperator layer)
        {
            return [.. isFolded.Select((folded, i) => folded ? ReferenceActivation.Evaluate(layer.Function, layer.Bias[i / layer.Positions]) : 0)];
        }

        if (node.Operator is Pool pool)
        {
            return [.. isFolded.Select((folded, i) => folded ? constants[node.Input]![i / pool.Output.Pixels * pool.Input.Pixels] : 0)];
        }

        if (node.Operator is TensorOperator)
        {
            return own;
        }

        int first = 0;
        foreach (int input in node.Inputs)
        {
            int length = _graph.Values[input].Length;
            for (int i = 0; i < length; i++)
            {
                own[first + i] += constants[input] is { } operand && isFolded[first + i] ? operand[i] : 0;
            }

            first += node.Operator.Flow == ElementFlow.Consecutive ? length : 0;
        }

        return [.. isFolded.Select((folded, i) => folded ? ReferenceActivation.Evaluate(node.Operator.Activation, own[i]) : 0)];
    }

    /// <summary>Constants if every one could be absorbed, but for those that are known not to be.</summary>
    private bool[]?[] Propagate(bool[]?[] pinned)
    {
        bool[]?[] isConstant = new bool[_graph.Values.Count][];
        foreach (int input in _graph.Inputs)
        {
            isConstant[input] = new bool[_graph.Values[input].Length];
        }

        foreach (Node node in _graph.Nodes)
        {
            bool[] own = IsSoftmax(node) || _graph.Outputs.Contains(node.Output)
                ? new bool[_graph.Values[node.Output].Length]
                : Propagate(node, isConstant);
            for (int i = 0; i < own.Length; i++)
            {
                own[i] &= pinned[node.Output]?[i] != true;
            }

            isConstant[node.Output] = own;
        }

        return isConstant;
    }

    private bool[] Propagate(Node node, bool[]?[] isConstant)
    {
        // Plain loops: images have millions of elements, and queries over them took most of the compiler's time.
        if (node.Operator is MatrixOperator layer)
        {
            bool[] input = isConstant[node.Input]!;
            (int taps, int pixels) = layer is Conv conv ? (conv.Window.Taps, conv.Input.Pixels) : (1, 1);
            return ElementFlags.Repeated([.. Enumerable.Range(0, layer.Weights.Rows).Select(row => ReadsConstants(layer.Weights, row, column => input[column / taps * pixels]))], layer.Positions);
        }

        if (node.Operator is Pool pool)
        {
            bool[] input = isConstant[node.Input]!;
            int pixels = pool.Input.Pixels;
            return ElementFlags.Repeated([.. Enumerable.Range(0, pool.Input.Channels).Select(channel => input[channel * pixels])], pool.Output.Pixels);
        }

        return node.Operator.Flow switch
        {
            ElementFlow.Consecutive => [.. node.Inputs.SelectMany(operand => isConstant[operand]!)],
            ElementFlow.Elementwise => ElementFlags.All([.. node.Inputs.Select(operand => isConstant[operand]!)]),
            ElementFlow.Mixed or ElementFlow.Channelwise or ElementFlow.Ranked => new bool[_graph.Values[node.Output].Length],
            _ => throw new InvalidOperationException($"No constants for {node.Operator.Flow}."),
        };
    }

    private static bool ReadsConstants(CsrMatrix weights, int row, Func<int, bool> isConstant)
    {
        for (int k = weights.RowStarts[row]; k < weights.RowStarts[row + 1]; k++)
        {
            if (!isConstant(weights.ColumnIndices[k]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A join's operands and result lose the same elements; returns whether that changed any.</summary>
    private bool Agree()
    {
        bool hasChanged = false;
        foreach (Node node in _graph.Nodes)
        {
            hasChanged |= node.Operator switch
            {
                Conv conv => AgreeInChannels(node.Input, conv.Input.Pixels) | AgreeInChannels(node.Output, conv.Positions),
                Pool pool => AgreeByChannel(node, pool),
                KWinners or TensorOperator => node.Inputs.Aggregate(false, (changed, input) => Stay(input) | changed),
                _ => false,
            };
        }

        foreach (Node node in _graph.Nodes.Where(node => node.Operator.Flow is ElementFlow.Elementwise or ElementFlow.Consecutive))
        {
            bool[] output = _isFolded[node.Output]!;
            int first = 0;
            foreach (int operand in node.Inputs)
            {
                bool[] input = _isFolded[operand]!;
                for (int i = 0; i < input.Length; i++)
                {
                    bool both = input[i] && output[first + i];
                    hasChanged |= input[i] != both || output[first + i] != both;
                    input[i] = output[first + i] = both;
                }

                first += node.Operator.Flow == ElementFlow.Consecutive ? input.Length : 0;
            }
        }

        return hasChanged;
    }

    /// <summary>What is compared with other values is there, constant or not.</summary>
    private bool Stay(int value)
    {
        bool[] folded = _isFolded[value]!;
        bool hasChanged = Array.IndexOf(folded, true) >= 0;
        Array.Clear(folded, 0, folded.Length);
        return hasChanged;
    }

    /// <summary>A channel goes as a whole, or stays.</summary>
    private bool AgreeInChannels(int value, int pixels)
    {
        bool[] folded = _isFolded[value]!;
        bool hasChanged = false;
        for (int first = 0; first < folded.Length; first += pixels)
        {
            bool isPartial = Array.IndexOf(folded, false, first, pixels) >= 0 && Array.IndexOf(folded, true, first, pixels) >= 0;
            for (int i = first; isPartial && i < first + pixels; i++)
            {
                folded[i] = false;
                hasChanged = true;
            }
        }

        return hasChanged;
    }

    /// <summary>A pool computes the channels that it reads, no fewer.</summary>
    private bool AgreeByChannel(Node node, Pool pool)
    {
        bool[] input = _isFolded[node.Input]!;
        bool[] output = _isFolded[node.Output]!;
        bool hasChanged = AgreeInChannels(node.Input, pool.Input.Pixels) | AgreeInChannels(node.Output, pool.Output.Pixels);
        for (int channel = 0; channel < pool.Input.Channels; channel++)
        {
            int first = channel * pool.Input.Pixels, result = channel * pool.Output.Pixels;
            if (input[first] != output[result])
            {
                input[first] = output[result] = false;
                hasChanged = true;
            }
        }

        return AgreeInChannels(node.Input, pool.Input.Pixels) | AgreeInChannels(node.Output, pool.Output.Pixels) | hasChanged;
    }

    /// <summary>Padding is zero: where windows meet it, a channel that is another constant is none.</summary>
    private bool PinAtBorders(bool[]?[] pinned)
    {
        double[]?[] constants = FoldWithConstants().Constants;
        bool hasChanged = false;
        foreach (Node node in _graph.Nodes.Where(node => node.Operator is Conv { Window.IsInside: false } or Pool { Window.IsInside: false, Kind: PoolKind.Average }))
        {
            bool[] isFolded = _isFolded[node.Input]!;
            for (int i = 0; i < isFolded.Length; i++)
            {
                if (isFolded[i] && constants[node.Input]![i] != 0)
                {
                    (pinned[node.Input] ??= new bool[isFolded.Length])[i] = true;
                    hasChanged = true;
                }
            }
        }

        return hasChanged;
    }

    private bool Pin(bool[]?[] pinned, bool[]?[] before)
    {
        bool hasChanged = false;
        for (int value = 0; value < before.Length; value++)
        {
            for (int i = 0; i < before[value]?.Length; i++)
            {
                if (before[value]![i] && !_isFolded[value]![i])
                {
                    (pinned[value] ??= new bool[before[value]!.Length])[i] = true;
                    hasChanged = true;
                }
            }
        }

        return hasChanged;
    }
}
