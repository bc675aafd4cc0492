namespace SparseCompile;

/// <summary>What was compiled, and what was left out: figures fixed at build time.</summary>
/// <param name="Name">The model's class name, or the matrix method's.</param>
/// <param name="InputLength">Elements of one input.</param>
/// <param name="OutputLength">Elements of one output.</param>
/// <param name="Weights">The weight files, by logical name, with their SHA-256.</param>
/// <param name="Layers">The layers, first to last.</param>
public sealed record SparseModelInfo(
    string Name,
    int InputLength,
    int OutputLength,
    IReadOnlyList<SparseWeightsInfo> Weights,
    IReadOnlyList<SparseLayerInfo> Layers)
{
    /// <summary>Multiply-accumulates one inference executes.</summary>
    public long MacsExecuted => Layers.Sum(static layer => layer.MacsExecuted);

    /// <summary>Multiply-accumulates a dense network of the declared shapes would execute and this one does not.</summary>
    public long MacsSkipped => Layers.Sum(static layer => layer.MacsSkipped);

    /// <summary>Bytes of weights and indices as stored in the assembly.</summary>
    public long StoredBytes => Layers.Sum(static layer => layer.StoredBytes);
}
