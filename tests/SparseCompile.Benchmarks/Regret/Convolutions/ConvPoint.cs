using SparseCompile.Benchmarks.Images;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>One convolution of the grid: a network of its own.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="Filling">How much of its weights is not zero, and in what pattern.</param>
/// <param name="Make">Makes the weights, seeded.</param>
internal sealed record ConvPoint(ConvShape Shape, string Filling, Func<ConvShape, DenseLayer> Make)
{
    /// <summary>The layer's name.</summary>
    public const string Layer = "conv";

    private static readonly ConvShape[] s_shapes =
    [
        new(new ImageShape(3, 56, 56), 32, 3, 3, Stride: 2),
        new(new ImageShape(16, 28, 28), 16, 3, 3),
        new(new ImageShape(64, 14, 14), 64, 3, 3),
        new(new ImageShape(128, 28, 28), 128, 3, 3, Stride: 2),
        new(new ImageShape(256, 7, 7), 256, 3, 3),
        new(new ImageShape(64, 56, 56), 64, 1, 1),
        new(new ImageShape(256, 14, 14), 64, 1, 1),
        new(new ImageShape(64, 28, 28), 256, 1, 1),
        new(new ImageShape(256, 7, 7), 256, 1, 1),
        new(new ImageShape(32, 14, 14), 64, 5, 5),
        new(new ImageShape(64, 28, 28), 32, 5, 5, Stride: 2),
        new(new ImageShape(64, 1, 56), 64, 1, 5),
    ];

    private static readonly ConvShape[] s_depthwise =
    [
        new(new ImageShape(64, 28, 28), 64, 3, 3) { IsDepthwise = true },
        new(new ImageShape(128, 14, 14), 128, 3, 3, Stride: 2) { IsDepthwise = true },
        new(new ImageShape(256, 7, 7), 256, 5, 5) { IsDepthwise = true },
    ];

    /// <summary>Share of zeros among the inputs, as the attribute states it and as they are.</summary>
    public double InputSparsity { get; init; }

    /// <summary>What filters look at.</summary>
    public string Name => $"{Shape.Name}, {Filling}";

    /// <summary>All of them: random masks, patterns, depthwise ones, and inputs that are mostly zero.</summary>
    public static IEnumerable<ConvPoint> Grid =>
    [
        .. s_shapes.SelectMany((shape, i) => (i % 2 == 0 ? new[] { 1, 0.25, 0.05 } : [0.75, 0.5, 0.125]).Select(density => AtRandom(shape, density))),
        .. s_shapes.Where(shape => shape.Input.Channels % 32 == 0).SelectMany((shape, i) => i % 2 == 0
            ? new[] { Blocks(shape, 16, 0.125), Blocks(shape, 8, 0.25), NOf32(shape, 4) }
            : [Blocks(shape, 16, 0.25), Blocks(shape, 16, 0.05), Blocks(shape, 8, 0.125), NOf32(shape, 2)]),
        .. s_depthwise.SelectMany(shape => new[] { AtRandom(shape, 1), AtRandom(shape, 0.5) }),
        .. s_shapes.Where(shape => shape is { Stride: 1, Height: > 1 }).Select(shape => AtRandom(shape, 0.25) with { InputSparsity = 0.9 }),
        Blocks(s_shapes[2], 16, 0.125) with { InputSparsity = 0.9 },
    ];

    /// <summary>The network.</summary>
    public ImageNetwork Network() => new(Shape.Input, [new ImageConv(Layer, Make(Shape), Shape.Window) { IsDepthwise = Shape.IsDepthwise, InputSparsity = InputSparsity }]);

    private static ConvPoint AtRandom(ConvShape shape, double density) =>
        new(shape, FormattableString.Invariant($"random {density:P1}"), own => PatternMatrix.Random(own.Taps, own.Outputs, density, Seed(own)));

    private static ConvPoint Blocks(ConvShape shape, int height, double density) =>
        new(shape, FormattableString.Invariant($"blocks of {height} x 1 {density:P1}"), own => PatternMatrix.Blocks(own.Taps, own.Outputs, height, 1, density, Seed(own)));

    private static ConvPoint NOf32(ConvShape shape, int kept) =>
        new(shape, FormattableString.Invariant($"{kept} of 32 channels"), own => FilterMask.NOf32(own.Input.Channels, own.Outputs, own.Window.Taps, kept, Seed(own)));

    private static ulong Seed(ConvShape shape) => (ulong)((shape.Input.Length * 31) + (shape.Outputs * 7) + shape.Taps);
}
