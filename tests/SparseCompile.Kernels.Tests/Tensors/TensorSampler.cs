using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Random graphs over all operators. Values stay of the order of 1, and no operator is near a discontinuity.</summary>
internal sealed class TensorSampler
{
    private readonly Random _random;
    private readonly TensorBuilder _graph = new();
    private readonly List<int> _values = [];

    private TensorSampler(int seed) => _random = new Random(seed);

    /// <summary>So many graphs.</summary>
    public static IEnumerable<TensorCase> Sample(int count) => Enumerable.Range(0, count).Select(seed => new TensorSampler(seed).Make($"Sampled{seed}"));

    private TensorCase Make(string name)
    {
        int inputs = 1 + _random.Next(3);
        for (int i = 0; i < inputs; i++)
        {
            _values.Add(_graph.Input([.. Enumerable.Range(0, 1 + _random.Next(4)).Select(_ => 1 + _random.Next(9))]));
        }

        int nodes = 2 + _random.Next(12);
        for (int i = 0; i < nodes; i++)
        {
            int value = _values[_random.Next(_values.Count)];
            _values.Add(_random.Next(12) switch
            {
                0 => Transpose(value),
                1 => Slice(value),
                2 => Take(value),
                3 => Concat(value),
                4 => Pad(value),
                5 => Reduce(value),
                6 => MatMul(value),
                7 => Linear(value),
                8 or 9 => Image(value),
                _ => Elementwise(value),
            });
        }

        int[] outputs = [.. _values.Skip(inputs).Where(value => _random.Next(4) == 0).Append(_values[^1]).Distinct()];
        return _graph.Build(name, outputs);
    }

    private Shape ShapeOf(int value) => _graph.ShapeOf(value);

    private int Transpose(int value)
    {
        int[] axes = [.. Enumerable.Range(0, ShapeOf(value).Extents.Count)];
        _random.Shuffle(axes);
        return _graph.Add(Maps.Transpose(ShapeOf(value), axes), value);
    }

    private int Slice(int value)
    {
        List<int> starts = [], steps = [], extents = [];
        foreach (int extent in ShapeOf(value).Extents)
        {
            int start = _random.Next(extent), step = _random.Next(4) switch { 0 => -1, 1 => 2, _ => 1 };
            int most = step < 0 ? start + 1 : ((extent - start - 1) / step) + 1;
            starts.Add(start);
            steps.Add(step);
            extents.Add(1 + _random.Next(most));
        }

        return _graph.Add(Maps.Slice(ShapeOf(value), starts, steps, extents), value);
    }

    private int Take(int value)
    {
        int axis = _random.Next(ShapeOf(value).Extents.Count);
        return _graph.Add(Maps.Take(ShapeOf(value), axis, [.. Enumerable.Range(0, 1 + _random.Next(12)).Select(_ => _random.Next(ShapeOf(value).Extents[axis]))]), value);
    }

    private int Concat(int value)
    {
        int axis = _random.Next(ShapeOf(value).Extents.Count);
        int other = Take(value);
        bool fits = ShapeOf(other).Extents.Where((_, i) => i != axis).SequenceEqual(ShapeOf(value).Extents.Where((_, i) => i != axis));
        int second = fits ? other : value;
        return _graph.Add(Maps.Concat([ShapeOf(value), ShapeOf(second)], axis), value, second);
    }

    private int Pad(int value)
    {
        int rank = ShapeOf(value).Extents.Count;
        return _graph.Add(Maps.Pad(ShapeOf(value), [.. Figures(rank)], [.. Figures(rank)], 0.25f), value);

        IEnumerable<int> Figures(int count) => Enumerable.Range(0, count).Select(_ => _random.Next(3));
    }

    private int Reduce(int value)
    {
        int rank = ShapeOf(value).Extents.Count;
        int[] axes = [.. Enumerable.Range(0, rank).Where(_ => _random.Next(2) == 0)];
        ReduceKind kind = _random.Next(3) switch { 0 => ReduceKind.Max, 1 => ReduceKind.Min, _ => ReduceKind.Mean };
        return axes.Length == 0 ? Elementwise(value) : _graph.Add(new Reduce(kind, ShapeOf(value), axes.ToEquatableArray(), KeepsAxes: axes.Length == rank || _random.Next(2) == 0), value);
    }

    private int MatMul(int value)
    {
        Shape shape = ShapeOf(value);
        int inner = shape.Extents[^1];
        Shape left = Shape.Of([shape.Length / inner, inner]);
        int transposed = _graph.Add(Maps.Transpose(left, [1, 0]), value);
        return Squash(_graph.Add(new MatMul(left, ShapeOf(transposed)), value, transposed));
    }

    private int Linear(int value) => _graph.Add(Sparse.Linear(_random.Next(1000), ShapeOf(value).Length, 1 + _random.Next(40)), value);

    /// <summary>A convolution or a pool of what the value is as an image.</summary>
    private int Image(int value)
    {
        Shape shape = ShapeOf(value);
        int channels = shape.Extents[0], width = shape.Extents[^1];
        ImageShape image = new(channels, shape.Length / channels / width, width);
        bool isImage = shape.Extents.Count >= 2;
        if (!isImage)
        {
            return Elementwise(value);
        }

        int reshaped = _graph.Add(new Reshape(Shape.Of([image.Channels, image.Height, image.Width])), value);
        return _random.Next(3) == 0
            ? _graph.Add(new Pool(_random.Next(2) == 0 ? PoolKind.Max : PoolKind.Average, Sparse.Window(3, 1), image, CountsPadding: false), reshaped)
            : _graph.Add(Sparse.Conv(_random.Next(1000), image, 1 + _random.Next(24), _random.Next(2) == 0 ? 1 : 3), reshaped);
    }

    /// <summary>A few operations on the value and on another, broadcast where that is possible.</summary>
    private int Elementwise(int value)
    {
        Shape shape = ShapeOf(value);
        int[] others = [.. _values.Where(other => View.Broadcast(ShapeOf(other), shape) is not null)];
        int second = others.Length == 0 ? value : others[_random.Next(others.Length)];
        float[] table = Sparse.Vector(_random.Next(1000), shape.Extents[^1]);
        Expression x = new Read(0, View.Whole(shape)), y = new Read(1, View.Broadcast(ShapeOf(second), shape)!);
        Expression stored = new Stored(table, View.Strided(0, [.. shape.Extents.SkipLast(1).Select(_ => 0), 1]));
        Expression result = _random.Next(7) switch
        {
            0 => new Binary(BinaryKind.Add, x, new Binary(BinaryKind.Multiply, stored, y)),
            1 => new Binary(BinaryKind.Multiply, new Activate(new ActivationFunction(ActivationKind.Tanh), x), new Activate(new ActivationFunction(ActivationKind.Tanh), y)),
            2 => new Binary(_random.Next(2) == 0 ? BinaryKind.Max : BinaryKind.Min, x, y),
            3 => new Unary(UnaryKind.Sqrt, new Binary(BinaryKind.Add, new Unary(UnaryKind.Abs, x), new Constant(1f))),
            4 => new Choose(new Binary(BinaryKind.Less, x, y), y, x),
            5 => new Activate(new ActivationFunction(ActivationKind.Gelu), new Binary(BinaryKind.Subtract, x, stored)),
            _ => new Unary(UnaryKind.Log, new Binary(BinaryKind.Add, new Unary(UnaryKind.Exp, new Activate(new ActivationFunction(ActivationKind.Tanh), x)), new Constant(1f))),
        };
        return _graph.Add(new Map(shape, result), value, second);
    }

    private int Squash(int value) => _graph.Map(reads => new Activate(new ActivationFunction(ActivationKind.Tanh), reads[0]), value);
}
