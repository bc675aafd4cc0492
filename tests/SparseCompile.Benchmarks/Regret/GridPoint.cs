using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>One layer of the grid.</summary>
/// <param name="Extent">Inputs, and outputs.</param>
/// <param name="Density">Share of weights that are not zero.</param>
/// <param name="Pattern">Name of the pattern.</param>
/// <param name="Make">Makes the weights, seeded.</param>
internal sealed record GridPoint(int Extent, double Density, string Pattern, Func<DenseLayer> Make)
{
    /// <summary>Non-zeros of the largest layers that are measured: what the C# compiler takes in some seconds for all candidates together.</summary>
    private const double MostNonZeros = 2_000_000;

    /// <summary>All of them, small ones first.</summary>
    public static IEnumerable<GridPoint> Grid =>
        from extent in new[] { 64, 256, 1024, 4096 }
        from density in new[] { 0.01, 0.05, 0.1, 0.25, 0.5 }
        where extent * (double)extent * density <= MostNonZeros
        from point in At(extent, density)
        select point;

    private static IEnumerable<GridPoint> At(int extent, double density)
    {
        ulong seed = (ulong)((extent * 100) + (density * 100));
        yield return new GridPoint(extent, density, "unstructured", () => PatternMatrix.Random(extent, extent, density, seed));
        int kept = (int)Math.Round(density * 32);
        if (kept > 0)
        {
            yield return new GridPoint(extent, density, FormattableString.Invariant($"{kept}:32"), () => PatternMatrix.NOfM(extent, extent, kept, 32, seed));
        }

        yield return new GridPoint(extent, density, "blocks of 16 x 1", () => PatternMatrix.Blocks(extent, extent, 16, 1, density, seed));
        yield return new GridPoint(extent, density, "blocks of 4 x 4", () => PatternMatrix.Blocks(extent, extent, 4, 4, density, seed));
        yield return new GridPoint(extent, density, "ternary", () => PatternMatrix.Ternary(extent, extent, density, seed));
        yield return new GridPoint(extent, density, "2 magnitudes", () => PatternMatrix.Clustered(extent, extent, density, 2, seed));
        yield return new GridPoint(extent, density, "4 magnitudes", () => PatternMatrix.Clustered(extent, extent, density, 4, seed));
    }
}
