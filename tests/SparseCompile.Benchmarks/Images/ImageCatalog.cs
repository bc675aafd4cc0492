using SparseCompile.Benchmarks.Workloads;
using static SparseCompile.Benchmarks.Images.KeywordNetwork;

namespace SparseCompile.Benchmarks.Images;

/// <summary>Workloads on images: the published keyword network, and single convolutions.</summary>
internal static class ImageCatalog
{
    /// <summary>All of them.</summary>
    public static IEnumerable<IWorkloadSource> Sources() =>
    [
        new ImageSource("gsc-dense", 1, () => Make(Masks.Dense, winners: false)),
        new ImageSource("gsc-random", 1, () => Make(Masks.Random, winners: false)),
        new ImageSource("gsc-block", 1, () => Make(Masks.Blocks, winners: false)),
        new ImageSource("gsc-block-b16", 16, () => Make(Masks.Blocks, winners: false)),
        new ImageSource("gsc-random-winners", 1, () => Make(Masks.Random, winners: true)),
        new ImageSource("gsc-block-winners", 1, () => Make(Masks.Blocks, winners: true)),
        .. Single("conv2", new ImageShape(64, 14, 14), 5, 0, 0.05, 95),
        .. Single("conv3x3", new ImageShape(128, 28, 28), 3, 1, 0.1, 90),
        .. SharedConvolutions.Sources(),
    ];

    /// <summary>One convolution with as many outputs as inputs: at random, in blocks of 16 outputs by one tap, and dense.</summary>
    private static IEnumerable<IWorkloadSource> Single(string name, ImageShape input, int extent, int padding, double density, ulong sparsity)
    {
        int taps = input.Channels * extent * extent;
        return
        [
            Source(FormattableString.Invariant($"-random-{sparsity}"), () => PatternMatrix.Random(taps, input.Channels, density, sparsity)),
            Source(FormattableString.Invariant($"-block16-{sparsity}"), () => PatternMatrix.Blocks(taps, input.Channels, 16, 1, density, sparsity)),
            Source("-dense", () => PatternMatrix.Random(taps, input.Channels, 1, sparsity)),
        ];

        ImageSource Source(string pattern, Func<DenseLayer> filters) =>
            new(name + pattern, 1, () => new ImageNetwork(input, [new ImageConv("conv", filters(), extent, padding)]));
    }
}
