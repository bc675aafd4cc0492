namespace SparseCompile;

/// <summary>Compiles a network with pruned weights into this partial class.</summary>
/// <remarks>
/// The layers are the other attributes of the class, in source order. The file must be one of the project's <c>SparseWeights</c> items.
/// </remarks>
/// <param name="weights">Path of the weight file, relative to the project, with forward slashes: safetensors, npz, npy, mtx or smtx.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SparseModelAttribute(string weights) : Attribute
{
    /// <summary>Path of the weight file, relative to the project.</summary>
    public string Weights { get; } = weights;

    /// <summary>How far the multiply-accumulates are spelled out.</summary>
    public Unrolling Unrolling { get; set; }
}
