namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>A family of masks, one or more for each density: the same as in the Python package, mask for mask.</summary>
/// <param name="Word">The pattern in one word.</param>
internal abstract record PruningPattern(string Word)
{
    /// <summary>The places of largest score that the pattern allows, row by row; of equals, the first.</summary>
    /// <param name="scores">A score of 0 or more for each weight, row by row.</param>
    /// <param name="shape">The matrix.</param>
    /// <param name="density">Share of the weights that is kept, greater than 0 and at most 1.</param>
    public abstract bool[] Select(float[] scores, WeightShape shape, double density);

    /// <summary>How many of <paramref name="size"/> are kept: at least one; halves go to the even number.</summary>
    protected static int CountOf(double density, int size) => Math.Min(size, Math.Max(1, (int)Math.Round(density * size, MidpointRounding.ToEven)));
}
