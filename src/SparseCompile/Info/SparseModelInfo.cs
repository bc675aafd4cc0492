using System.Text;

namespace SparseCompile;

/// <summary>Describes a compiled model. All values are constants determined at build time.</summary>
/// <param name="Name">The name of the model class or of the matrix method.</param>
/// <param name="InputLength">The number of values of one input.</param>
/// <param name="OutputLength">The number of values of one output.</param>
/// <param name="Weights">The weight files with their SHA-256 hashes.</param>
/// <param name="Layers">The layers, in order of execution.</param>
public sealed record SparseModelInfo(
    string Name,
    int InputLength,
    int OutputLength,
    IReadOnlyList<SparseWeightsInfo> Weights,
    IReadOnlyList<SparseLayerInfo> Layers)
{
    /// <summary>Gets the number of multiply-accumulates that one inference executes.</summary>
    public long MacsExecuted => Layers.Sum(static layer => layer.MacsExecuted);

    /// <summary>Gets the number of multiply-accumulates of a dense network of the declared shapes that are not executed.</summary>
    public long MacsSkipped => Layers.Sum(static layer => layer.MacsSkipped);

    /// <summary>Gets the size of weights and indices in the assembly, in bytes.</summary>
    public long StoredBytes => Layers.Sum(static layer => layer.StoredBytes);

    /// <summary>Gets the bytes of memory between the kernels at the peak, for one input with 512-bit vectors; 0 where all activations stay in registers.</summary>
    public long PeakBytes { get; init; }

    private bool PrintMembers(StringBuilder builder) => InfoText.Print(
        builder,
        (nameof(Name), Name), (nameof(InputLength), InputLength), (nameof(OutputLength), OutputLength),
        (nameof(Weights), Weights), (nameof(Layers), Layers), (nameof(MacsExecuted), MacsExecuted),
        (nameof(MacsSkipped), MacsSkipped), (nameof(StoredBytes), StoredBytes), (nameof(PeakBytes), PeakBytes));
}
