namespace SparseCompile;

/// <summary>Base class of the attributes that add a convolution.</summary>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class ConvAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of the weight tensor.</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of the bias tensor, of shape [outputs]. An empty name means that the layer has no bias.</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets a value indicating whether the weight tensor has the order of Keras, with the outputs last.</summary>
    public bool Transposed { get; set; }

    /// <summary>Gets or sets the number of groups of channels. If it is the number of input channels, the convolution is depthwise.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Gets or sets the magnitude below which weights count as pruned. The default, 0, means that only weights that are exactly 0 do.</summary>
    public double PruneBelow { get; set; }

    /// <summary>Gets or sets the expected fraction of zeros in the input, in [0, 1). The default, 0, means unknown; after k-winners it is known, and after a ReLU, 0.5 is then assumed.</summary>
    /// <remarks>Used to select a kernel: if most of the input is zero, visiting only what is not zero can be faster. Does not affect the outputs.</remarks>
    public double InputSparsity { get; set; }

    /// <summary>Gets or sets a value indicating whether padding is chosen so that the output has as many pixels as the input, divided by the stride and rounded up.</summary>
    /// <remarks>If the padding is odd, the larger part is at the end, as in PyTorch and TensorFlow.</remarks>
    public bool Same { get; set; }

    /// <summary>Gets or sets the stride. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Gets or sets the zero padding on each side. The default is 0.</summary>
    public int Padding { get; set; }

    /// <summary>Gets or sets the distance between taps. The default is 1.</summary>
    public int Dilation { get; set; } = 1;
}
