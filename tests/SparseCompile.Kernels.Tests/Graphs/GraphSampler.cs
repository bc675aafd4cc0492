using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>Random graphs: values with any number of readers, sums and concatenations of anything, residual chains, layers nobody reads.</summary>
internal sealed class GraphSampler
{
    private const int LongestConcat = 300;
    private static readonly int[] s_sizes = [1, 1, 2, 15, 16, 17, 31, 62, 63, 64, 65, 126, 127, 128, 129];
    private static readonly ActivationKind[] s_hidden = [.. Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.Softmax)];

    private readonly Random _random;
    private readonly UnrollingMode _unrolling;
    private readonly List<GraphLayer> _layers = [];
    private readonly List<(string Name, int Length)> _named = [];
    private readonly HashSet<string> _unread = [];
    private readonly int _inputLength;
    private int _lastLength;
    private string? _lastName;

    private GraphSampler(int seed)
    {
        _random = new Random(seed);
        _unrolling = _random.Next(10) switch { < 5 => UnrollingMode.Auto, < 9 => UnrollingMode.None, _ => UnrollingMode.Full };
        _inputLength = _lastLength = AnySize();
        _lastName = "input";
        _named.Add(("input", _inputLength));
    }

    /// <summary>So many models, the same ones every time.</summary>
    public static IReadOnlyList<GraphModel> Sample(int count) => [.. Enumerable.Range(0, count).Select(seed => new GraphSampler(seed).Make($"Graph{seed}"))];

    private GraphModel Make(string name)
    {
        int layers = _random.Next(1, 7);
        while (_layers.Count < layers)
        {
            Grow();
        }

        Finish();
        return new GraphModel(name, _unrolling, _inputLength, _layers);
    }

    private void Grow()
    {
        switch (_random.Next(12))
        {
            case < 4:
                AddLinear(AnySource(), AnySize(), Hidden());
                break;
            case 4:
                (string? normed, int length) = AnySource();
                Add(new GraphNorm(NextName("bn"), normed, _random.Next(), length, Hidden()), length);
                break;
            case 5:
                (string? activated, int count) = AnySource();
                Add(new GraphActivation(activated, WeightMaker.Activation(_random.Next(5) == 0 ? ActivationKind.None : s_hidden[_random.Next(s_hidden.Length)])), count);
                break;
            case 6 or 7:
                AddSum();
                break;
            case 8 or 9:
                AddConcat();
                break;
            default:
                AddResidual();
                break;
        }
    }

    /// <summary>Joins what nobody reads, or leaves it; a last layer, or a join as the output.</summary>
    private void Finish()
    {
        string[] unread = [.. _unread.Where(name => name != _lastName)];
        if (unread.Length > 0 && _random.Next(10) < 7)
        {
            if (_lastName is null)
            {
                AddLinear((null, _lastLength), AnySize(), Hidden());
            }

            string[] operands = [.. unread, _lastName!];
            Join(JoinKind.Concat, operands, Last());
        }

        if (_layers.All(layer => layer is GraphActivation) || _random.Next(3) == 0)
        {
            AddLinear((null, _lastLength), AnySize(), Last());
        }
    }

    private void AddSum()
    {
        (string name, int length) = _named[_random.Next(_named.Count)];
        List<string> operands = [name];
        int count = _random.Next(2, 4);
        string[] others = [.. _named.Where(value => value.Length == length && value.Name != name).Select(value => value.Name)];
        while (operands.Count < count)
        {
            if (others.Length > 0 && _random.Next(3) > 0)
            {
                operands.Insert(_random.Next(operands.Count + 1), others[_random.Next(others.Length)]);
            }
            else if (_random.Next(6) == 0)
            {
                operands.Add(name);
            }
            else
            {
                operands.Add(AddLinear(AnySource(), length, Hidden()));
            }
        }

        Join(JoinKind.Add, operands, Hidden());
    }

    private void AddConcat()
    {
        List<string> operands = [];
        int length = 0;
        for (int count = _random.Next(2, 4); operands.Count < count;)
        {
            (string name, int own) = _named[_random.Next(_named.Count)];
            if (length + own > LongestConcat)
            {
                break;
            }

            operands.Add(name);
            length += own;
        }

        if (operands.Count > 1)
        {
            Join(JoinKind.Concat, operands, _random.Next(3) == 0 ? Hidden() : ActivationFunction.None);
        }
    }

    private void AddResidual()
    {
        (string name, int length) = _named[_random.Next(_named.Count)];
        int blocks = _random.Next(1, 3);
        for (int i = 0; i < blocks; i++)
        {
            AddLinear((name, length), AnySize(), new ActivationFunction(ActivationKind.Relu));
            string back = AddLinear((null, _lastLength), length, ActivationFunction.None);
            name = Join(JoinKind.Add, _random.Next(2) == 0 ? [name, back] : [back, name], _random.Next(2) == 0 ? new ActivationFunction(ActivationKind.Relu) : ActivationFunction.None);
        }
    }

    private string Join(JoinKind kind, IReadOnlyList<string> operands, ActivationFunction activation)
    {
        int[] lengths = [.. operands.Select(operand => _named.First(value => value.Name == operand).Length)];
        string name = NextName(kind == JoinKind.Add ? "sum" : "cat");
        Add(new GraphJoin(name, kind, operands, activation), kind == JoinKind.Add ? lengths[0] : lengths.Sum());
        return name;
    }

    private string AddLinear((string? Name, int Length) source, int outputs, ActivationFunction activation)
    {
        string name = NextName("fc");
        double most = (_unrolling == UnrollingMode.Full ? 50.0 : 1000.0) / (source.Length * outputs);
        double density = _random.Next(8) switch { 0 => 1, 1 => 0, < 5 => 0.02 + (_random.NextDouble() * 0.1), _ => 0.1 + (_random.NextDouble() * 0.5) };
        TestLayer layer = WeightMaker.Layer(_random.Next(), source.Length, outputs, Math.Min(density, most), activation, _random.Next(4) > 0, _random.Next(2) == 0);
        Add(new GraphLinear(name, source.Name, Shaped(layer)), outputs);
        return name;
    }

    /// <summary>Rows sum to 2 at most, so that bounds stay small. Rows and columns at the same places of several layers are empty: joins lose them together.</summary>
    private TestLayer Shaped(TestLayer layer)
    {
        bool hasConstants = _random.Next(3) == 0;
        bool hasUnread = _random.Next(3) == 0;
        float[] weights = [.. layer.Weights.Select((weight, i) => (hasConstants && i / layer.Inputs % 5 == 2) || (hasUnread && i % layer.Inputs % 6 == 1) ? 0f : weight)];
        float largest = weights.Chunk(layer.Inputs).Max(row => row.Sum(MathF.Abs));
        float factor = largest > 2 ? 2 / largest : 1;
        return layer with { Weights = [.. weights.Select(weight => weight * factor)], InputSparsity = _random.Next(8) == 0 ? 0.95 : 0 };
    }

    private void Add(GraphLayer layer, int length)
    {
        foreach (string? source in layer.Sources)
        {
            _unread.Remove(source ?? _lastName ?? "");
        }

        _layers.Add(layer);
        _lastLength = length;
        _lastName = layer.Name;
        if (layer.Name is { } name)
        {
            _named.Add((name, length));
            _unread.Add(name);
        }
    }

    /// <summary>The layer before, by its place or its name, or any other with a name.</summary>
    private (string? Name, int Length) AnySource() => _random.Next(3) switch
    {
        0 => _named[_random.Next(_named.Count)],
        1 when _lastName is not null => (_lastName, _lastLength),
        _ => (null, _lastLength),
    };

    private int AnySize() => _random.Next(4) switch
    {
        0 when _named.Count > 0 => _named[_random.Next(_named.Count)].Length is int length and < 130 ? length : 16,
        1 => _random.Next(1, 131),
        _ => s_sizes[_random.Next(s_sizes.Length)],
    };

    private ActivationFunction Hidden() => _random.Next(12) switch
    {
        < 5 => ActivationFunction.None,
        < 8 => new ActivationFunction(ActivationKind.Relu),
        8 when _random.Next(4) == 0 => new ActivationFunction(ActivationKind.Softmax),
        _ => WeightMaker.Activation(s_hidden[_random.Next(s_hidden.Length)]),
    };

    private ActivationFunction Last() => WeightMaker.Activation(_random.Next(3) switch { 0 => ActivationKind.Softmax, 1 => ActivationKind.Sigmoid, _ => ActivationKind.None });

    private string NextName(string kind) => $"{kind}{_layers.Count + 1}";
}
