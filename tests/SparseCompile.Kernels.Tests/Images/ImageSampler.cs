using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>Small networks over images at random, always the same: every option, odd sizes, one pixel, one channel, strides beyond the window, dead channels, filters of zeros, branches.</summary>
internal sealed class ImageSampler
{
    private static readonly ActivationFunction[] s_activations =
    [
        ActivationFunction.None, new(ActivationKind.Relu), new(ActivationKind.Relu), new(ActivationKind.Relu6), new(ActivationKind.LeakyRelu, Alpha: 0.1f), new(ActivationKind.Tanh),
    ];

    private readonly Random _random;
    private readonly List<GraphLayer> _layers = [];
    private readonly bool _isSignal;
    private readonly bool _isUnrolled;
    private readonly int _mostChannels;
    private (int Channels, int Height, int Width) _image;
    private int _names;

    private ImageSampler(int seed, bool isUnrolled)
    {
        _random = new Random(seed);
        _isUnrolled = isUnrolled;

        // The C# compiler takes its time for each statement.
        _mostChannels = isUnrolled ? 6 : 20;
        _isSignal = _random.Next(4) == 0;
        _image = (_random.Next(3) == 0 ? 1 : _random.Next(1, _mostChannels), _isSignal ? 1 : _random.Next(1, 15), _random.Next(1, 19));

        // Whole vectors of pixels, which windows of one pixel read where they are.
        _image = _random.Next(4) == 0 ? (_image.Channels, _isSignal ? 1 : 4, 16) : _image;
    }

    /// <summary>So many models.</summary>
    /// <param name="count">How many.</param>
    /// <param name="unrolled">How many more whose every step is a statement.</param>
    public static IReadOnlyList<GraphModel> Sample(int count, int unrolled) =>
    [
        .. Enumerable.Range(0, count).Select(i => new ImageSampler(7000 + i, isUnrolled: false).Make($"Image{i}")),
        .. Enumerable.Range(0, unrolled).Select(i => new ImageSampler(9000 + i, isUnrolled: true).Make($"Unrolled{i}")),
        Wide(),
    ];

    /// <summary>A dense convolution with more weights than stay in a cache: its channels run in parts.</summary>
    private static GraphModel Wide()
    {
        ImageSampler sampler = new(1, isUnrolled: false);
        ImageWindow point = new(1, 1, 0, 1);
        (int channels, int height, int width, int outputs) = (200, 5, 9, 180);
        float[] weights = [.. sampler.Numbers(channels * outputs).Select(weight => weight / 10)];
        GraphConv conv = new("conv", null, (channels, height, width), outputs, point, point, 1, weights, sampler.Numbers(outputs), new(ActivationKind.Relu));
        return new GraphModel("Wide", UnrollingMode.Auto, channels * height * width, [conv]) { InputShape = [channels, height, width] };
    }

    private GraphModel Make(string name)
    {
        (int channels, int height, int width) = _image;
        for (int i = _random.Next(1, 5); i > 0; i--)
        {
            Add();
        }

        if (_random.Next(3) > 0)
        {
            AddLinear();
        }

        return new GraphModel(name, _isUnrolled ? UnrollingMode.Full : UnrollingMode.Auto, channels * height * width, _layers) { InputShape = _isSignal ? [channels, width] : [channels, height, width] };
    }

    private void Add()
    {
        switch (_random.Next(9))
        {
            case 0 or 1:
                AddPool();
                break;
            case 2:
                AddResidual();
                break;
            case 3:
                AddBranches();
                break;
            case 8:
                AddWinners(_image.Channels, _image.Height * _image.Width);
                break;
            default:
                AddConv();
                break;
        }
    }

    private void AddConv()
    {
        bool isDepthwise = _random.Next(4) == 0;
        int groups = isDepthwise ? _image.Channels : _random.Next(3) == 0 && _image.Channels % 2 == 0 ? 2 : 1;
        int outputs = isDepthwise ? _image.Channels : groups * _random.Next(1, _mostChannels);
        GraphConv conv = Conv(null, outputs, (Rows(() => Window(_image.Height)), Window(_image.Width)), groups);
        Use(conv, (outputs, conv.Height, conv.Width));
        if (_random.Next(4) == 0)
        {
            AddNorm();
        }
    }

    private void AddNorm()
    {
        string name = $"norm{_names++}";
        int channels = _image.Channels;
        float[] variance = [.. Numbers(channels).Select(x => (x * x) + 0.1f)];
        int pixels = _image.Height * _image.Width;
        _layers.Add(new GraphImageNorm(name, channels, pixels, Numbers(channels), Numbers(channels), Numbers(channels), variance, Activation()));
    }

    private void AddPool()
    {
        if (_random.Next(5) == 0)
        {
            Use(new GraphPool($"pool{_names++}", null, _image, PoolKind.Average, null, null, false, true), (_image.Channels, 1, 1));
            return;
        }

        PoolKind kind = (PoolKind)_random.Next(2);
        ImageWindow? y = Rows(() => PoolWindow(_image.Height));
        ImageWindow x = PoolWindow(_image.Width);
        GraphPool pool = new($"pool{_names++}", null, _image, kind, y, x, RoundsUp: _random.Next(2) == 0, CountsPadding: _random.Next(2) == 0);
        if (pool.Height > 0 && pool.Width > 0)
        {
            Use(pool, (_image.Channels, pool.Height, pool.Width));
        }
    }

    /// <summary>The largest of all values, or of each pixel's.</summary>
    private void AddWinners(int channels, int pixels)
    {
        bool isPerPixel = pixels > 1 && _random.Next(3) == 0;
        float[]? cycles = _random.Next(2) == 0 ? null : [.. Numbers(channels).Select(MathF.Abs)];
        int competing = isPerPixel ? channels : channels * pixels;
        _layers.Add(new GraphWinners($"winners{_names++}", channels, pixels, Math.Max(1, _random.Next(1, competing + 1) / _random.Next(1, 5)), isPerPixel, cycles));
    }

    /// <summary>Something, and the same after a convolution that keeps its size, added.</summary>
    private void AddResidual()
    {
        AddConv();
        string first = _layers[^1].Name!;
        ImageWindow window = new(3, 1, 1, 1);
        GraphConv conv = Conv(null, _image.Channels, (Rows(() => window), window), 1);
        _layers.Add(conv);
        _layers.Add(new GraphJoin($"sum{_names++}", JoinKind.Add, [conv.Name!, first], Activation()));
    }

    /// <summary>Two convolutions of the same value, side by side.</summary>
    private void AddBranches()
    {
        AddConv();
        string source = _layers[^1].Name!;
        ImageWindow point = new(1, 1, 0, 1);
        GraphConv left = Conv(source, _random.Next(1, 9), (Rows(() => point), point), 1);
        GraphConv right = Conv(source, _random.Next(1, 9), (Rows(() => new ImageWindow(3, 1, 1, 1)), new ImageWindow(5, 1, 2, 1)), 1);
        _layers.AddRange([left, right]);
        _layers.Add(new GraphJoin($"both{_names++}", JoinKind.Concat, [left.Name!, right.Name!], ActivationFunction.None));
        _image = (left.Outputs + right.Outputs, _image.Height, _image.Width);
    }

    private void AddLinear()
    {
        int inputs = _image.Channels * _image.Height * _image.Width, outputs = _random.Next(1, 12);
        float[] weights = [.. Numbers(inputs * outputs).Select(weight => _random.Next(3) == 0 ? weight / 4 : 0f)];
        _layers.Add(new GraphLinear($"fc{_names++}", null, new TestLayer(inputs, outputs, weights, Numbers(outputs), Activation())));
        if (_random.Next(3) == 0)
        {
            AddWinners(outputs, 1);
        }
    }

    /// <summary>A window down the rows; none for signals.</summary>
    private ImageWindow? Rows(Func<ImageWindow> window) => _isSignal ? null : window();

    private GraphConv Conv(string? source, int outputs, (ImageWindow? Y, ImageWindow X) window, int groups)
    {
        int taps = _image.Channels / groups * (window.Y?.Size ?? 1) * window.X.Size;
        double density = _random.Next(4) == 0 ? 1 : 0.35;
        bool inBlocks = _random.Next(3) == 0;
        float[] weights = Numbers(outputs * taps);
        bool[] columns = [.. Enumerable.Range(0, taps).Select(_ => _random.NextDouble() < density)];
        for (int i = 0; i < weights.Length; i++)
        {
            bool isKept = inBlocks ? columns[i % taps] : _random.NextDouble() < density;
            weights[i] = isKept ? weights[i] / MathF.Sqrt(taps) : 0f;
        }

        // Filters of zeros: channels that are constants.
        for (int output = 0; output < outputs; output++)
        {
            if (_random.Next(6) == 0)
            {
                Array.Clear(weights, output * taps, taps);
            }
        }

        float[]? bias = _random.Next(3) == 0 ? null : Numbers(outputs);
        return new GraphConv($"conv{_names++}", source, _image, outputs, window.Y, window.X, groups, weights, bias, Activation())
        {
            IsTransposed = groups == 1 && _random.Next(3) == 0,
            InputSparsity = _random.Next(3) == 0 ? 0.97 : 0,
        };
    }

    private ImageWindow Window(int inputs)
    {
        while (true)
        {
            ImageWindow window = _random.Next(5) == 0 ? new(1, 1, 0, 1) : new(_random.Next(1, _isUnrolled ? 4 : 6), _random.Next(4) == 0 ? _random.Next(2, 7) : 1, _random.Next(3), _random.Next(4) == 0 ? 2 : 1);
            if (window.Outputs(inputs) > 0)
            {
                return window;
            }
        }
    }

    private ImageWindow PoolWindow(int inputs)
    {
        int size = _random.Next(1, 4);
        return new ImageWindow(Math.Min(size, inputs), _random.Next(1, 4), _random.Next(2) * Math.Min(size, inputs) / 2, 1);
    }

    private ActivationFunction Activation() => s_activations[_random.Next(s_activations.Length)];

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];

    private void Use(GraphLayer layer, (int Channels, int Height, int Width) image)
    {
        _layers.Add(layer);
        _image = image;
    }
}
