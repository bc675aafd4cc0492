using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>Workloads of few non-zeros in thousands of columns: no window of inputs is ever full, and dense libraries are out of the question.</summary>
internal static class HypersparseLayers
{
    /// <summary>Square, every row with as many non-zeros as the name ends with, at random.</summary>
    public static IEnumerable<IWorkloadSource> Sources() =>
        from shape in new (int Extent, int PerRow)[] { (10_000, 7), (20_000, 3), (4096, 8) }
        select new GeneratedSource(
            FormattableString.Invariant($"hyper-{shape.Extent}-{shape.PerRow}"),
            1,
            () => HypersparseMatrix.EveryRow(shape.Extent, shape.PerRow, seed: (ulong)((shape.Extent * 100) + shape.PerRow)));
}
