using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Scheduling.Tensors;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>The order of each value's elements in memory, decided node by node; joins tie the orders of their operands to that of their result.</summary>
/// <remarks>
/// The rows of a layer may have any order, since its readers look their inputs up by place. What is added must lie in one order: the first layer of such a class chooses it, the others take it over.
/// A class that holds the model's input, a concatenation or the model's output of a join keeps the natural order, so that no value is ever put in another order between two nodes.
/// </remarks>
internal sealed class ValueOrders
{
    private readonly Graph _graph;
    private readonly int[] _class;
    private readonly HashSet<int> _natural = [];
    private readonly Dictionary<int, ImageShape> _images = [];
    private readonly Dictionary<int, int[]> _orders = [];

    /// <summary>For a graph of linear layers and joins.</summary>
    public ValueOrders(Graph graph)
    {
        _graph = graph;
        _class = Permutation.Identity(graph.Values.Count);
        foreach (Node node in graph.Nodes.Where(node => node.Operator.Flow is ElementFlow.Elementwise or ElementFlow.Ranked))
        {
            foreach (int operand in node.Inputs)
            {
                Union(operand, node.Output);
            }
        }

        UniteMaps();
        MarkImages();
        MarkNatural();
        MarkTensors();
    }

    /// <summary>The input's order is free: only linear layers read it, and one alone.</summary>
    public bool IsInputFree => !_natural.Contains(_class[_graph.Input]) && _graph.Inputs.Count == 1 && _graph.Uses(_graph.Input) == 1;

    /// <summary>The order that a value has, or must have; null while any will do.</summary>
    public int[]? Of(int value) =>
        _natural.Contains(_class[value]) ? Permutation.Identity(_graph.Values[value].Length)
        : _images.TryGetValue(_class[value], out ImageShape image) ? image.ChannelsLast()
        : _orders.TryGetValue(_class[value], out int[]? order) ? order : null;

    /// <summary>The value is in its own order, whatever computes it.</summary>
    public bool IsNatural(int value) => _natural.Contains(_class[value]);

    /// <summary>Values that share an order have the same number.</summary>
    public int ClassOf(int value) => _class[value];

    /// <summary>The value is an image that may lie either way: channels side by side, as it is planned, or one after the other.</summary>
    public bool IsFreeImage(int value) => !IsNatural(value) && _images.ContainsKey(_class[value]);

    /// <summary>The value keeps its own order, channel after channel.</summary>
    public void Keep(int value)
    {
        _natural.Add(_class[value]);
        SpreadNatural();
    }

    /// <summary>The image whose channels lie side by side in a value's memory; null where the value is in its own order.</summary>
    public ImageShape? ImageOf(int value) =>
        !_natural.Contains(_class[value]) && _images.TryGetValue(_class[value], out ImageShape image) && image.Channels > 1 && image.Pixels > 1 ? image : null;

    /// <summary>Decides the order of a value, and of those that are added to it.</summary>
    public void Decide(int value, int[] order) => _orders[_class[value]] = order;

    /// <summary>The order of a join's result.</summary>
    public int[] Join(Node node)
    {
        if (Of(node.Output) is { } order)
        {
            return order;
        }

        List<int> joined = [];
        int first = 0;
        foreach (int operand in node.Inputs)
        {
            joined.AddRange(Of(operand)!.Select(element => first + element));
            first += _graph.Values[operand].Length;
        }

        int[] own = [.. joined];
        Decide(node.Output, own);
        return own;
    }

    /// <summary>What convolutions and pools read and compute has its channels side by side. As the model's input or output it is as the user knows it.</summary>
    private void MarkImages()
    {
        foreach (Node node in _graph.Nodes)
        {
            (ImageShape Input, ImageShape Output)? images = node.Operator switch
            {
                Conv conv => (conv.Input, conv.Output),
                Pool pool => (pool.Input, pool.Output),
                KWinners { Image: { } image } => (image, image),
                _ => null,
            };
            if (images is { } both)
            {
                AddImage(node.Input, both.Input);
                AddImage(node.Output, both.Output);
            }
        }

        foreach (Node node in _graph.Nodes)
        {
            // Channels of a concatenation would lie apart.
            bool isJoined = node.Operator.Flow == ElementFlow.Consecutive && node.Inputs.Append(node.Output).Any(value => _images.ContainsKey(_class[value]));
            if (isJoined)
            {
                _natural.Add(_class[node.Output]);
            }
        }

        foreach (int value in _graph.Inputs.Concat(_graph.Outputs).Where(value => _images.ContainsKey(_class[value])))
        {
            _natural.Add(_class[value]);
        }
    }

    private void AddImage(int value, ImageShape image)
    {
        // Reshaped between two convolutions, a value has two ideas of what a channel is.
        if (_images.TryGetValue(_class[value], out ImageShape other) && other.Channels != image.Channels)
        {
            _natural.Add(_class[value]);
        }

        _images[_class[value]] = image;
    }

    /// <summary>What a map makes of values element by element lies as they do, but for the model's own inputs and outputs, which lie as the user knows them.</summary>
    private void UniteMaps()
    {
        foreach (Node node in _graph.Nodes.Where(node => node.Operator is Map && !_graph.Outputs.Contains(node.Output)))
        {
            foreach (int operand in TensorViews.LikeOutput((Map)node.Operator).Select(operand => node.Inputs[operand]))
            {
                if (!_graph.Inputs.Contains(operand) && _graph.Values[operand].Length == _graph.Values[node.Output].Length)
                {
                    Union(operand, node.Output);
                }
            }
        }
    }

    /// <summary>Tensor operators take values in their own order, or as images where all that they read and write of these can be said by strides.</summary>
    private void MarkTensors()
    {
        foreach (Node node in _graph.Nodes.Where(node => node.Operator is TensorOperator))
        {
            foreach (int value in node.Inputs.Append(node.Output))
            {
                if (!_images.TryGetValue(_class[value], out ImageShape image) || !TensorViews.AllowChannelsLast(node, value, image))
                {
                    _natural.Add(_class[value]);
                }
            }
        }

        if (_graph.Inputs.Count > 1)
        {
            _natural.UnionWith(_graph.Inputs.Select(input => _class[input]));
        }

        SpreadNatural();
    }

    private void MarkNatural()
    {
        int[] sizes = new int[_class.Length];
        foreach (int root in _class)
        {
            sizes[root]++;
        }

        foreach (Node node in _graph.Nodes.Where(node => node.Operator.Flow != ElementFlow.Mixed))
        {
            if (_graph.Outputs.Contains(node.Output))
            {
                _natural.Add(_class[node.Output]);
            }

            foreach (int value in node.Inputs.Where(_graph.Inputs.Contains))
            {
                _natural.Add(_class[value]);
            }

            // A concatenation that is added to something else: both cannot follow their operands.
            if (node.Operator.Flow == ElementFlow.Consecutive && sizes[_class[node.Output]] > 1)
            {
                _natural.Add(_class[node.Output]);
            }
        }

        SpreadNatural();
    }

    /// <summary>What a concatenation in natural order is made of is in natural order too.</summary>
    private void SpreadNatural()
    {
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (Node node in _graph.Nodes.Where(node => node.Operator.Flow == ElementFlow.Consecutive && _natural.Contains(_class[node.Output])))
            {
                foreach (int operand in node.Inputs)
                {
                    hasChanged |= _natural.Add(_class[operand]);
                }
            }
        }
    }

    private void Union(int left, int right)
    {
        (int from, int to) = (_class[left], _class[right]);
        for (int i = 0; i < _class.Length; i++)
        {
            _class[i] = _class[i] == from ? to : _class[i];
        }
    }
}
