using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>One layer of the grid.</summary>
/// <param name="Extent">Inputs, and outputs.</param>
/// <param name="Filling">How much of it is not zero, in words.</param>
/// <param name="Pattern">Name of the pattern.</param>
/// <param name="Make">Makes the weights, seeded.</param>
internal sealed record GridPoint(int Extent, string Filling, string Pattern, Func<DenseLayer> Make)
{
    /// <summary>Non-zeros of the largest layers that are measured: what the C# compiler takes in some seconds for all candidates together.</summary>
    private const double MostNonZeros = 2_000_000;

    private const string Hypersparse = "hypersparse, ";

    /// <summary>Whether it is one of the wide layers with a few non-zeros a row.</summary>
    public bool IsHypersparse => Pattern.StartsWith(Hypersparse, StringComparison.Ordinal);

    /// <summary>What filters look at.</summary>
    public string Name => FormattableString.Invariant($"{Extent} x {Extent}, {Filling}, {Pattern}");

    /// <summary>All of them: layers of networks, small ones first, then wide ones with a few non-zeros a row.</summary>
    public static IEnumerable<GridPoint> Grid => Layers.Concat(HypersparseLayers);

    private static IEnumerable<GridPoint> Layers =>
        from extent in new[] { 64, 256, 1024, 4096 }
        from density in new[] { 0.01, 0.05, 0.1, 0.25, 0.5 }
        where extent * (double)extent * density <= MostNonZeros
        from point in At(extent, density)
        select point;

    private static IEnumerable<GridPoint> HypersparseLayers =>
        from extent in new[] { 1000, 4000, 10_000, 20_000, 50_000 }
        from perRow in new[] { 1, 3, 7, 15, 30 }
        where extent * (double)perRow <= MostNonZeros
        from point in At(extent, perRow)
        select point;

    private static IEnumerable<GridPoint> At(int extent, double density)
    {
        ulong seed = (ulong)((extent * 100) + (density * 100));
        string filling = FormattableString.Invariant($"{density:P0}");
        yield return new GridPoint(extent, filling, "unstructured", () => PatternMatrix.Random(extent, extent, density, seed));
        int kept = (int)Math.Round(density * 32);
        if (kept > 0)
        {
            yield return new GridPoint(extent, filling, FormattableString.Invariant($"{kept}:32"), () => PatternMatrix.NOfM(extent, extent, kept, 32, seed));
        }

        yield return new GridPoint(extent, filling, "blocks of 16 x 1", () => PatternMatrix.Blocks(extent, extent, 16, 1, density, seed));
        yield return new GridPoint(extent, filling, "blocks of 4 x 4", () => PatternMatrix.Blocks(extent, extent, 4, 4, density, seed));
        yield return new GridPoint(extent, filling, "ternary", () => PatternMatrix.Ternary(extent, extent, density, seed));
        yield return new GridPoint(extent, filling, "2 magnitudes", () => PatternMatrix.Clustered(extent, extent, density, 2, seed));
        yield return new GridPoint(extent, filling, "4 magnitudes", () => PatternMatrix.Clustered(extent, extent, density, 4, seed));
    }

    private static IEnumerable<GridPoint> At(int extent, int perRow)
    {
        ulong seed = (ulong)((extent * 100) + perRow);
        string filling = FormattableString.Invariant($"{perRow} a row");
        yield return new GridPoint(extent, filling, Hypersparse + "random", () => HypersparseMatrix.Random(extent, perRow, seed));
        yield return new GridPoint(extent, filling, Hypersparse + "power-law graph", () => HypersparseMatrix.PowerLaw(extent, perRow, seed));
        yield return new GridPoint(extent, filling, Hypersparse + "block-diagonal", () => HypersparseMatrix.BlockDiagonal(extent, perRow, seed));
    }
}
