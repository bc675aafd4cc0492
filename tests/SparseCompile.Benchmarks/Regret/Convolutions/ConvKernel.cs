namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>A way to compute a convolution, with its time.</summary>
/// <param name="Name">The candidate's id, or a form of the chosen model.</param>
/// <param name="Estimate">What the planner thinks that it takes, in nanoseconds; null for forms.</param>
/// <param name="Nanoseconds">What it took.</param>
internal sealed record ConvKernel(string Name, double? Estimate, double Nanoseconds)
{
    /// <summary>Lanes without a weight are masked.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The generator, and whether lanes are masked: what estimates are to be judged by.</summary>
    public string Family => $"`{Name.Split('/')[0]}`{(IsMasked ? ", masked" : "")}";

    /// <summary>The time in relation to the estimate; null for forms.</summary>
    public double? Ratio => Nanoseconds / Estimate;
}
