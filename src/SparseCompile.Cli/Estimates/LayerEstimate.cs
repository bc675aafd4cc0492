namespace SparseCompile.Cli.Estimates;

/// <summary>What a layer takes.</summary>
/// <param name="Nanoseconds">Estimated time of one inference on the primary target.</param>
/// <param name="DenseNanoseconds">Estimated time of a dense kernel.</param>
/// <param name="NonZeros">Weights that are kept.</param>
/// <param name="Kernel">Id of the kernel.</param>
/// <param name="Pattern">The pattern that the compiler finds, and its fit.</param>
internal sealed record LayerEstimate(double Nanoseconds, double DenseNanoseconds, int NonZeros, string Kernel, string Pattern)
{
    /// <summary>Multiply-accumulates of one inference that meet a weight that is kept.</summary>
    public long Macs { get; init; }

    /// <summary>Cycles of one inference on hardware targets, by their names.</summary>
    public IReadOnlyDictionary<string, long> Cycles { get; init; } = new Dictionary<string, long>();
}
