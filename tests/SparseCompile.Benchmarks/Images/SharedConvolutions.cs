using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>Pruned 1 x 1 layers of ResNet-50 with seeded values, at the sizes of their images.</summary>
/// <remarks>Where they do not lie beside the repository, seeded patterns of the same shapes stand in.</remarks>
internal static class SharedConvolutions
{
    private const string Name = "conv1x1-magnitude-90:";
    private const double Density = 0.1;

    // What the network's four stages work on.
    private static readonly (string File, int Outputs, int Inputs, int Extent)[] Layers =
    [
        ("magnitude_pruning/0.9/bottleneck_3_block_group1_2_1", 256, 64, 56),
        ("extended_magnitude_pruning/0.91/bottleneck_1_block_group2_2_1", 128, 512, 28),
        ("magnitude_pruning/0.9/bottleneck_3_block_group3_5_1", 1024, 256, 14),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<IWorkloadSource> Sources() => Layers.Select(layer =>
    {
        string path = SharedMatrices.PathOf($"dlmc/rn50/{layer.File}.smtx");
        bool isThere = File.Exists(path);
        string name = isThere ? layer.File : FormattableString.Invariant($"seeded {layer.Outputs} x {layer.Inputs}");
        return new ImageSource(Name + name, 1, () =>
        {
            DenseLayer matrix = isThere
                ? SharedMatrices.Read(path, Path.GetFileNameWithoutExtension(path), null)
                : PatternMatrix.Random(layer.Inputs, layer.Outputs, Density, seed: (ulong)layer.Outputs);
            ImageShape input = new(matrix.Inputs, layer.Extent, layer.Extent);
            return new ImageNetwork(input, [new ImageConv("conv", matrix, new ImageWindow(1, 1))]);
        });
    });
}
