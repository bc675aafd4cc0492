namespace SparseCompile;

/// <summary>Compiles a sparse matrix into this partial method, y = A x.</summary>
/// <remarks>The method is <c>static partial void Name(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y)</c>.</remarks>
/// <param name="weights">Path of the file, relative to the project, with forward slashes: mtx, smtx, npy, npz or safetensors.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SparseMatrixAttribute(string weights) : Attribute
{
    /// <summary>Path of the file, relative to the project.</summary>
    public string Weights { get; } = weights;

    /// <summary>The tensor's name, needed where the file holds several.</summary>
    public string? Tensor { get; set; }

    /// <summary>Compile the transpose of the stored matrix.</summary>
    public bool Transposed { get; set; }

    /// <summary>What stands in for the values of a pattern-only file.</summary>
    public PatternValues PatternValues { get; set; }

    /// <summary>How far the multiply-accumulates are spelled out.</summary>
    public Unrolling Unrolling { get; set; }
}
