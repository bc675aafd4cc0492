namespace SparseCompile;

/// <summary>Compiles a sparse matrix into this partial method, which computes y = A x.</summary>
/// <remarks>The method must be declared as <c>static partial void Name(ReadOnlySpan&lt;float&gt; x, Span&lt;float&gt; y)</c>.</remarks>
/// <param name="weights">The path of an mtx, smtx, npy, npz or safetensors file, relative to the project, with forward slashes. The file must be a <c>SparseWeights</c> item.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class SparseMatrixAttribute(string weights) : Attribute
{
    /// <summary>Gets the path of the file, relative to the project.</summary>
    public string Weights { get; } = weights;

    /// <summary>Gets or sets the name of the tensor. Required if the file contains several matrices.</summary>
    public string? Tensor { get; set; }

    /// <summary>Gets or sets a value indicating whether to compile the transpose of the stored matrix.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the values to use for a file that stores only positions.</summary>
    public PatternValues PatternValues { get; set; }

    /// <summary>Gets or sets the magnitude below which elements are treated as pruned. The default is 0: only elements that are exactly zero are pruned.</summary>
    /// <remarks>For files whose pruned elements are small numbers instead of zeros. Changes the outputs of the matrix.</remarks>
    public double PruneBelow { get; set; }

    /// <summary>Gets or sets how far the generated kernel is unrolled.</summary>
    public Unrolling Unrolling { get; set; }
}
