using System.Text;

namespace SparseCompile;

/// <summary>Describes a compiled layer.</summary>
/// <param name="Name">The name of the layer in the model definition.</param>
/// <param name="DeclaredInputs">The number of inputs in the model definition.</param>
/// <param name="DeclaredOutputs">The number of outputs in the model definition.</param>
/// <param name="Inputs">The number of inputs after dead-neuron elimination.</param>
/// <param name="Outputs">The number of outputs after dead-neuron elimination.</param>
/// <param name="NonZeros">The number of non-zero weights in the file.</param>
/// <param name="MacsExecuted">The number of multiply-accumulates per inference: the non-zeros after dead-neuron elimination.</param>
/// <param name="Family">The kernel family of the 512-bit ISA variant.</param>
/// <param name="Reason">The reason for selecting this kernel.</param>
/// <param name="LaneUtilisation">The fraction of executed lanes of the 512-bit ISA variant that process a non-zero, from 0 to 1.</param>
/// <param name="EstimatedNanoseconds">The estimated time for one input, in nanoseconds, on the machine of the cost table.</param>
/// <param name="StoredBytes">The size of weights and indices in the assembly, in bytes.</param>
/// <param name="Patterns">The patterns detected in the weights of the file: the positions of the non-zeros and, if there are only a few distinct values, their number.</param>
/// <param name="Candidates">All kernels that the planner considered, including the selected one.</param>
// Parameters: data, constructed by generated code alone.
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
    /// <summary>Gets the operator: <c>Linear</c>, <c>Conv</c>, <c>Pool</c>, <c>Add</c>, <c>Concat</c>, or one over values of any rank, such as <c>Map</c>.</summary>
    public string Operator { get; init; } = "Linear";

    /// <summary>Gets the names of the layers that this one reads; <c>input</c> is the model's input.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Gets the stable id of the selected kernel, such as <c>window-permute/w64/g4/rows=balanced</c>.</summary>
    public string KernelId { get; init; } = "";

    /// <summary>Gets the multiply-accumulates of the dense operator as declared.</summary>
    public long DenseMacs { get; init; } = (long)DeclaredInputs * DeclaredOutputs;

    /// <summary>Gets the number of weights of the dense operator as declared.</summary>
    public long DenseWeights { get; init; } = (long)DeclaredInputs * DeclaredOutputs;

    /// <summary>Gets the number of multiply-accumulates of the dense layer that are not executed.</summary>
    public long MacsSkipped => DenseMacs - MacsExecuted;

    /// <summary>Gets the fraction of declared weights that are zero, from 0 to 1.</summary>
    public double Sparsity => DenseWeights == 0 ? 0 : 1 - ((double)NonZeros / DenseWeights);

    private bool PrintMembers(StringBuilder builder) => InfoText.Print(
        builder,
        (nameof(Name), Name), (nameof(Operator), Operator), (nameof(Sources), Sources),
        (nameof(DeclaredInputs), DeclaredInputs), (nameof(DeclaredOutputs), DeclaredOutputs), (nameof(Inputs), Inputs),
        (nameof(Outputs), Outputs), (nameof(DenseMacs), DenseMacs), (nameof(NonZeros), NonZeros),
        (nameof(Sparsity), Sparsity), (nameof(MacsExecuted), MacsExecuted), (nameof(MacsSkipped), MacsSkipped),
        (nameof(Family), Family), (nameof(KernelId), KernelId), (nameof(Reason), Reason),
        (nameof(LaneUtilisation), LaneUtilisation), (nameof(EstimatedNanoseconds), EstimatedNanoseconds), (nameof(StoredBytes), StoredBytes),
        (nameof(Patterns), Patterns), (nameof(Candidates), Candidates));
}
