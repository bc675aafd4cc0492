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
        .. Three("conv2", new ImageShape(64, 14, 14), new ImageWindow(5, 5), 0.05, 95),
        Single("conv2-2of32", new ImageShape(64, 14, 14), new ImageWindow(5, 5), () => FilterMask.NOf32(64, 64, 25, kept: 2, seed: 32)),
        .. Three("conv3x3", new ImageShape(128, 28, 28), new ImageWindow(3, 3) { Padding = 1 }, 0.1, 90),
        .. SharedConvolutions.Sources(),
        .. SpeechNetwork.Sources(),
    ];

    /// <summary>One convolution with as many outputs as inputs: at random, in blocks of 16 outputs by one tap, and dense.</summary>
    private static IEnumerable<IWorkloadSource> Three(string name, ImageShape input, ImageWindow window, double density, ulong sparsity)
    {
        int channels = input.Channels, taps = channels * window.Taps;
        string random = FormattableString.Invariant($"{name}-random-{sparsity}");
        string blocks = FormattableString.Invariant($"{name}-block16-{sparsity}");
        return
        [
            Single(random, input, window, () => PatternMatrix.Random(taps, channels, density, sparsity)),
            Single(blocks, input, window, () => PatternMatrix.Blocks(taps, channels, 16, 1, density, sparsity)),
            Single(name + "-dense", input, window, () => PatternMatrix.Random(taps, channels, 1, sparsity)),
        ];
    }

    private static ImageSource Single(string name, ImageShape input, ImageWindow window, Func<DenseLayer> filters) =>
        new(name, 1, () => new ImageNetwork(input, [new ImageConv("conv", filters(), window)]));
}
