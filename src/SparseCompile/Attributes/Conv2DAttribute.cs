namespace SparseCompile;

/// <summary>Adds a two-dimensional convolution (cross-correlation, as in PyTorch).</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="Weight"/> or <see cref="Bias"/> specifies another tensor. The size of the window
/// follows from the weights. The layer before must produce an image, or <c>[Input]</c> must declare one; images are channels first, as in PyTorch.
/// A weight is pruned if it is exactly 0. A pruned weight contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of the weight tensor, of shape [outputs, inputs / groups, height, width].</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of the bias tensor, of shape [outputs].</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets a value indicating whether the weight tensor has the shape [height, width, inputs / groups, outputs], or [height, width, inputs, multiplier] for a depthwise convolution, as saved by Keras.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the number of groups of channels. If it is the number of input channels, the convolution is depthwise.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Gets or sets a value indicating whether padding is chosen so that the output has as many pixels as the input, divided by the stride and rounded up.</summary>
    /// <remarks>If the padding is odd, the larger part is at the end, as in PyTorch and TensorFlow.</remarks>
    public bool Same { get; set; }

    /// <summary>Gets or sets the stride, in pixels. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Gets or sets the stride, in pixels along the height, if it differs from <see cref="Stride"/>.</summary>
    public int StrideHeight { get; set; } = -1;

    /// <summary>Gets or sets the stride, in pixels along the width, if it differs from <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; } = -1;

    /// <summary>Gets or sets the zero padding on each side, in pixels. The default is 0.</summary>
    public int Padding { get; set; } = 0;

    /// <summary>Gets or sets the zero padding on each side, in pixels along the height, if it differs from <see cref="Padding"/>.</summary>
    public int PaddingHeight { get; set; } = -1;

    /// <summary>Gets or sets the zero padding on each side, in pixels along the width, if it differs from <see cref="Padding"/>.</summary>
    public int PaddingWidth { get; set; } = -1;

    /// <summary>Gets or sets the distance between taps, in pixels. The default is 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Gets or sets the distance between taps, in pixels along the height, if it differs from <see cref="Dilation"/>.</summary>
    public int DilationHeight { get; set; } = -1;

    /// <summary>Gets or sets the distance between taps, in pixels along the width, if it differs from <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; } = -1;
}
