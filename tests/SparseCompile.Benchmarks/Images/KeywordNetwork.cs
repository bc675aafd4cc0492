using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>The published keyword network, 1 x 32 x 32 to 12, with seeded weights.</summary>
internal static class KeywordNetwork
{
    private const ulong Seed = 14;

    /// <summary>How the masks of all layers but the last were made; that one is dense.</summary>
    internal enum Masks
    {
        /// <summary>None: every weight is kept.</summary>
        Dense,

        /// <summary>The published number in every row, at random.</summary>
        Random,

        /// <summary>The same number, the same columns for 16 rows.</summary>
        Blocks,
    }

    /// <summary>Makes it, with ReLU, or with k-winners and the twin with ReLU.</summary>
    public static ImageNetwork Make(Masks masks, bool winners)
    {
        DenseLayer conv1 = Layer(masks, 25, 64, 12, 1), conv2 = Layer(masks, 1600, 64, 200, 2), linear = Layer(masks, 1600, 1500, 64, 3);
        ImageLinear output = new("output", PatternMatrix.Random(1500, 12, 1, Seed + 4));
        ImageShape input = new(1, 32, 32);
        ImageNetwork relu = new(input,
        [
            new ImageConv("conv1", conv1 with { Relu = true }, new ImageWindow(5, 5)),
            new ImageMaxPool("pool1", 2),
            new ImageConv("conv2", conv2 with { Relu = true }, new ImageWindow(5, 5)),
            new ImageMaxPool("pool2", 2),
            new ImageLinear("linear", linear with { Relu = true }),
            output,
        ]);
        return !winners ? relu : new ImageNetwork(input,
        [
            new ImageConv("conv1", conv1, new ImageWindow(5, 5)),
            new ImageMaxPool("pool1", 2),
            new ImageWinners("winners1", 0.095),
            new ImageConv("conv2", conv2, new ImageWindow(5, 5)),
            new ImageMaxPool("pool2", 2),
            new ImageWinners("winners2", 0.125),
            new ImageLinear("linear", linear),
            new ImageWinners("winners3", 0.1),
            output,
        ]) { Twin = relu };
    }

    private static DenseLayer Layer(Masks masks, int inputs, int outputs, int kept, ulong place) => masks switch
    {
        Masks.Dense => PatternMatrix.Random(inputs, outputs, 1, Seed + place),
        Masks.Random => PatternMatrix.NOfM(inputs, outputs, kept, inputs, Seed + place),
        _ => PatternMatrix.Blocks(inputs, outputs, 16, 1, (double)kept / inputs, Seed + place),
    };
}
