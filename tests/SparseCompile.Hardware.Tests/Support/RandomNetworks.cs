using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Small random networks of small integers: every sum is exact, whatever its order.</summary>
public sealed class RandomNetworks(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>A network of one of the shapes that occur: vectors, images, branches.</summary>
    public NetworkSource Next() => _random.Next(4) switch
    {
        0 => Vectors(),
        1 => BranchedVectors(),
        2 => Images(isBranched: false),
        _ => Images(isBranched: true),
    };

    /// <summary>An input with zeros.</summary>
    public float[] Input(NetworkSource source)
    {
        int percent = _random.Next(3) * 40;
        return [.. Enumerable.Range(0, source.Graph.InputLength).Select(_ => _random.Next(100) < percent ? 0f : _random.Next(-2, 3))];
    }

    /// <summary>Every value of a network, in double precision.</summary>
    public static Dictionary<int, double[]> Evaluate(NetworkSource source, float[] input)
    {
        Dictionary<int, double[]> values = new() { [source.Graph.Input] = [.. input.Select(value => (double)value)] };
        foreach (Node node in source.Graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(id => values[id])]);
        }

        return values;
    }

    private NetworkSource Vectors()
    {
        int width = _random.Next(1, 40);
        GraphBuilder builder = new(width);
        int value = Linear(builder, 0, _random.Next(1, 40));
        value = _random.Next(2) == 0 ? Winners(builder, value, null) : value;
        Linear(builder, value, _random.Next(1, 20));
        return builder.Source();
    }

    private NetworkSource BranchedVectors()
    {
        GraphBuilder builder = new(_random.Next(1, 20));
        int width = _random.Next(1, 20);
        int left = Linear(builder, 0, width);
        int right = Linear(builder, _random.Next(2) == 0 ? 0 : left, width);
        int sum = builder.Add(new Add(Activation()), left, right, left);
        int both = builder.Add(new Concat(), sum, right);
        Linear(builder, both, _random.Next(1, 8));
        return builder.Source();
    }

    private NetworkSource Images(bool isBranched)
    {
        ImageShape image = new(_random.Next(1, 4), _random.Next(1, 7), _random.Next(1, 9));
        GraphBuilder builder = new(image.Channels, image.Height, image.Width);
        int value = Conv(builder, 0, ref image);
        if (isBranched)
        {
            ImageShape same = image;
            int other = builder.Add(PointConv(same), value);
            value = _random.Next(2) == 0 ? builder.Add(new Add(Activation()), value, other) : Joined(builder, value, other, ref image);
        }

        value = _random.Next(2) == 0 ? Pool(builder, value, ref image) : value;
        value = _random.Next(2) == 0 ? Winners(builder, value, image) : value;
        value = _random.Next(2) == 0 ? Conv(builder, value, ref image) : value;
        if (_random.Next(3) > 0)
        {
            Linear(builder, value, _random.Next(1, 12));
        }

        return builder.Source();
    }

    private static int Joined(GraphBuilder builder, int left, int right, ref ImageShape image)
    {
        image = image with { Channels = 2 * image.Channels };
        return builder.Add(new Concat(), left, right);
    }

    private Conv PointConv(ImageShape image) =>
        new(Weights(image.Channels, image.Channels), Biases(image.Channels), Activation(), new SlidingWindow(Axis(1, 1, 1, 0, 0), Axis(1, 1, 1, 0, 0)), image);

    private int Conv(GraphBuilder builder, int value, ref ImageShape image)
    {
        SlidingWindow window = new(RandomAxis(image.Height), RandomAxis(image.Width));
        int channels = _random.Next(1, 7);
        Conv conv = new(Weights(channels, image.Channels * window.Taps), Biases(channels), Activation(), window, image);
        image = conv.Output;
        return builder.Add(conv, value);
    }

    private int Pool(GraphBuilder builder, int value, ref ImageShape image)
    {
        bool isAverage = _random.Next(2) == 0;

        // Means of two or four whole values are exact.
        WindowAxis y = Axis(Math.Min(2, image.Height), _random.Next(1, 3), 1, 0, 0), x = Axis(Math.Min(2, image.Width), _random.Next(1, 3), 1, 0, 0);
        Pool pool = new(isAverage ? PoolKind.Average : PoolKind.Max, new SlidingWindow(y, isAverage ? x : x.RoundedUp(image.Width)), image, isAverage);
        image = pool.Output;
        return builder.Add(pool, value);
    }

    private int Winners(GraphBuilder builder, int value, ImageShape? image)
    {
        int length = builder.ShapeOf(value).Length;
        bool isPerPixel = image is not null && _random.Next(2) == 0;
        int competing = isPerPixel ? image!.Value.Channels : length;
        float[] factors = _random.Next(2) == 0 ? [] : [.. Enumerable.Range(0, image?.Channels ?? length).Select(_ => _random.Next(2) == 0 ? 1f : 0.5f)];
        return builder.Add(new KWinners(_random.Next(1, competing + 1), length, image, isPerPixel, new EquatableArray<float>(factors)), value);
    }

    private int Linear(GraphBuilder builder, int value, int outputs) =>
        builder.Add(new Linear(Weights(outputs, builder.ShapeOf(value).Length), Biases(outputs), Activation()), value);

    private WindowAxis RandomAxis(int inputs)
    {
        int kernel = _random.Next(1, Math.Min(3, inputs) + 1);
        int dilation = kernel > 1 && ((kernel - 1) * 2) + 1 <= inputs ? _random.Next(1, 3) : 1;
        return Axis(kernel, _random.Next(1, 3), dilation, _random.Next(2) == 0 ? 0 : kernel - 1, _random.Next(2) == 0 ? 0 : kernel - 1);
    }

    private static WindowAxis Axis(int kernel, int stride, int dilation, int before, int after) => new(kernel, stride, dilation, before, after);

    private ActivationFunction Activation() => new(_random.Next(2) == 0 ? ActivationKind.None : ActivationKind.Relu);

    private float[] Biases(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)_random.Next(-1, 2))];

    private CsrMatrix Weights(int rows, int columns)
    {
        int percent = new[] { 0, 10, 50, 100 }[_random.Next(4)];
        bool isPattern = _random.Next(4) == 0;
        return Matrices.From(rows, columns, (row, column) => (isPattern ? (row + column) % 4 < 2 : _random.Next(100) < percent) ? (_random.Next(2) == 0 ? 1 : -2) : 0);
    }
}
