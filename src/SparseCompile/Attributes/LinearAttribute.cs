namespace SparseCompile;

/// <summary>Adds a fully connected layer: y = W x + b.</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="Weight"/> or <see cref="Bias"/> specifies another tensor.
/// A weight is pruned if it is exactly 0. A pruned weight contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LinearAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of the weight tensor, of shape [outputs, inputs].</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of the bias tensor, of shape [outputs].</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets a value indicating whether the weight tensor has the shape [inputs, outputs], as saved by Keras.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the expected fraction of zero inputs, in [0, 1). The default, 0, means unknown; after a ReLU, 0.5 is then assumed.</summary>
    /// <remarks>Used to select a kernel: if most inputs are zero, visiting only the columns of non-zero inputs can be faster. Does not affect the outputs.</remarks>
    public double InputSparsity { get; set; }
}
