namespace SparseCompile;

/// <summary>Batch normalisation, folded into the neighbouring linear layer at build time.</summary>
/// <remarks>
/// Reads <c>name.weight</c> (gamma), <c>name.bias</c> (beta), <c>name.running_mean</c> and <c>name.running_var</c> as PyTorch saves them;
/// where these are absent, <c>gamma</c>, <c>beta</c>, <c>moving_mean</c> and <c>moving_variance</c> as Keras names them. Gamma and beta may be missing (1 and 0).
/// </remarks>
/// <param name="name">Prefix of the layer's tensors.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute(string name) : LayerAttribute
{
    /// <summary>The layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Added to the variance before the square root: PyTorch's 1e-5 unless told; Keras uses 1e-3.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
