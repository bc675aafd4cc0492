namespace SparseCompile;

/// <summary>Adds a one-dimensional convolution (cross-correlation, as in PyTorch) over a value of shape [channels, length].</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="Weight"/> or <see cref="Bias"/> specifies another tensor. The size of the window
/// follows from the weights. The layer before must produce an image, or <c>[Input]</c> must declare one; images are channels first, as in PyTorch.
/// A weight is pruned if it is exactly 0. A pruned weight contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of the weight tensor, of shape [outputs, inputs / groups, width].</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of the bias tensor, of shape [outputs].</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets a value indicating whether the weight tensor has the shape [width, inputs / groups, outputs], as saved by Keras.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the number of groups of channels. If it is the number of input channels, the convolution is depthwise.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether padding is chosen so that the output has as many pixels as the input, divided by the stride and rounded up.</summary>
    /// <remarks>If the padding is odd, the larger part is at the end, as in PyTorch and TensorFlow.</remarks>
    public bool Same { get; set; }

    /// <summary>Gets or sets the stride, in samples. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Gets or sets the zero padding on each side, in samples. The default is 0.</summary>
    public int Padding { get; set; } = 0;

    /// <summary>Gets or sets the distance between taps, in samples. The default is 1.</summary>
    public int Dilation { get; set; } = 1;
}
