namespace SparseCompile;

/// <summary>Adds a fully connected layer: y = W x + b.</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="Weight"/> or <see cref="Bias"/> specifies another tensor.
/// <c>name.weight_orig</c> and <c>name.weight_mask</c>, as saved before PyTorch's <c>prune.remove</c>, are read as their product; the parts of a sparse tensor,
/// such as <c>name.weight.crow_indices</c>, <c>col_indices</c>, <c>values</c> and <c>shape</c>, as the matrix; integers with <c>name.weight_scale</c> are scaled.
/// A weight is pruned if it is exactly 0, unless <see cref="PruneBelow"/> specifies a magnitude. A pruned weight contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LinearAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of the weight tensor, of shape [outputs, inputs].</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of the bias tensor, of shape [outputs]; an empty string for a layer without biases.</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets a value indicating whether the weight tensor has the shape [inputs, outputs], as saved by Keras.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the expected fraction of zero inputs, in [0, 1). The default, 0, means unknown; after k-winners it is known, and after a ReLU, 0.5 is then assumed.</summary>
    /// <remarks>Used to select a kernel: if most inputs are zero, visiting only the columns of non-zero inputs can be faster. Does not affect the outputs.</remarks>
    public double InputSparsity { get; set; }

    /// <summary>Gets or sets the magnitude below which weights are treated as pruned. The default is 0: only weights that are exactly zero are pruned.</summary>
    /// <remarks>For files whose pruned weights are small numbers instead of zeros. Changes the outputs of the model.</remarks>
    public double PruneBelow { get; set; }
}
