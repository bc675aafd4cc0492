using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>Networks whose images are larger than a cache, so that their layers run in bands of rows.</summary>
internal sealed class LargeImages
{
    private static readonly ImageWindow s_point = new(1, 1, 0, 1);
    private readonly Random _random = new(5);
    private readonly List<GraphLayer> _layers = [];
    private (int Channels, int Height, int Width) _image;

    private LargeImages((int Channels, int Height, int Width) image) => _image = image;

    /// <summary>The networks.</summary>
    public static IReadOnlyList<GraphModel> Networks => [Separable(), Wide(), Joined()];

    /// <summary>Padded, depthwise, 1x1 and pool in turns, as detectors have them; the last images are small.</summary>
    private static GraphModel Separable()
    {
        LargeImages net = new((3, 98, 101));
        return net.Conv(16, new(3, 1, 1, 1)).Depthwise(new(3, 1, 1, 1)).Conv(16, s_point).Pool(PoolKind.Max, new(2, 2, 0, 1)).Depthwise(new(3, 2, 1, 1)).Conv(5, s_point).Make("LargeSeparable");
    }

    /// <summary>Strides, dilation, windows that reach far over the border, means, and channels that fill no vector.</summary>
    private static GraphModel Wide()
    {
        LargeImages net = new((2, 131, 83));
        return net.Conv(13, new(5, 1, 3, 1)).Pool(PoolKind.Average, new(3, 1, 1, 1)).Conv(14, new(3, 1, 2, 2)).Conv(7, new(3, 2, 0, 1)).Make("LargeWide");
    }

    /// <summary>A sum of two images, one of which is read by two layers.</summary>
    private static GraphModel Joined()
    {
        LargeImages net = new((16, 95, 97));
        net.Conv(16, new(3, 1, 1, 1)).Depthwise(new(3, 1, 1, 1)).Conv(16, s_point);
        net._layers.Add(new GraphJoin("sum", JoinKind.Add, [net._layers[0].Name!, net._layers[2].Name!], new(ActivationKind.Relu)));
        return net.Depthwise(new(5, 1, 2, 1)).Pool(PoolKind.Max, new(3, 2, 1, 1)).Make("LargeJoined");
    }

    private GraphModel Make(string name)
    {
        (int channels, int height, int width) = ((GraphConv)_layers[0]).Input;
        return new GraphModel(name, UnrollingMode.Auto, channels * height * width, _layers) { InputShape = [channels, height, width] };
    }

    private LargeImages Depthwise(ImageWindow window) => Conv(_image.Channels, window, _image.Channels);

    private LargeImages Conv(int outputs, ImageWindow window, int groups = 1)
    {
        int taps = _image.Channels / groups * window.Size * window.Size;
        float[] weights = [.. Numbers(outputs * taps).Select(weight => weight / MathF.Sqrt(taps))];
        GraphConv conv = new($"conv{_layers.Count}", null, _image, outputs, window, window, groups, weights, Numbers(outputs), new(ActivationKind.Relu));
        _layers.Add(conv);
        _image = (outputs, conv.Height, conv.Width);
        return this;
    }

    private LargeImages Pool(PoolKind kind, ImageWindow window)
    {
        GraphPool pool = new($"pool{_layers.Count}", null, _image, kind, window, window, RoundsUp: true, CountsPadding: true);
        _layers.Add(pool);
        _image = (_image.Channels, pool.Height, pool.Width);
        return this;
    }

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];
}
