namespace SparseCompile;

/// <summary>One compiled layer.</summary>
/// <param name="Name">The layer's name in the definition.</param>
/// <param name="DeclaredInputs">Inputs as declared.</param>
/// <param name="DeclaredOutputs">Outputs as declared.</param>
/// <param name="Inputs">Inputs left after dead neurons were removed.</param>
/// <param name="Outputs">Outputs left after dead neurons were removed.</param>
/// <param name="NonZeros">Weights in the file that are not zero.</param>
/// <param name="MacsExecuted">Multiply-accumulates per inference: non-zeros left after dead neurons were removed.</param>
/// <param name="Family">Kernel family of the 512-bit form.</param>
/// <param name="Reason">Why this family was chosen.</param>
/// <param name="LaneUtilisation">Non-zeros of lane slots executed in the 512-bit form, 0 to 1.</param>
/// <param name="EstimatedNanoseconds">The planner's estimate for one input on the machine its cost table was measured on.</param>
/// <param name="StoredBytes">Bytes of weights and indices as stored in the assembly.</param>
/// <param name="Patterns">What was found in the weights as declared: where the non-zeros are, then, where there are few, how many values they have.</param>
/// <param name="Candidates">Every candidate that was estimated, the chosen one included.</param>
public sealed record SparseLayerInfo(
    string Name,
    int DeclaredInputs,
    int DeclaredOutputs,
    int Inputs,
    int Outputs,
    long NonZeros,
    long MacsExecuted,
    string Family,
    string Reason,
    double LaneUtilisation,
    double EstimatedNanoseconds,
    long StoredBytes,
    IReadOnlyList<WeightPatternInfo> Patterns,
    IReadOnlyList<KernelCandidateInfo> Candidates)
{
    /// <summary>Weights of the dense layer as declared.</summary>
    public long DenseMacs => (long)DeclaredInputs * DeclaredOutputs;

    /// <summary>Multiply-accumulates of the dense layer that are not executed.</summary>
    public long MacsSkipped => DenseMacs - MacsExecuted;

    /// <summary>Share of the declared weights that are zero, 0 to 1.</summary>
    public double Sparsity => DenseMacs == 0 ? 0 : 1 - ((double)NonZeros / DenseMacs);
}
