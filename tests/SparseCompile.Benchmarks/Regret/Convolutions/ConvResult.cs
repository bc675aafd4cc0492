namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>What was measured for a convolution of the grid.</summary>
/// <param name="Point">The layer.</param>
/// <param name="Kernels">The candidates, the planner's choice first, and other forms of its model.</param>
internal sealed record ConvResult(ConvPoint Point, IReadOnlyList<ConvKernel> Kernels)
{
    /// <summary>What <c>Infer</c> runs.</summary>
    public ConvKernel Chosen => Kernels[0];

    /// <summary>The fastest of all.</summary>
    public ConvKernel Best => Kernels.MinBy(kernel => kernel.Nanoseconds)!;

    /// <summary>By how much the choice is slower than the best, 0 where it is the best.</summary>
    public double Regret => (Chosen.Nanoseconds / Best.Nanoseconds) - 1;
}
