namespace SparseCompile;

/// <summary>Adds a two-dimensional convolution (cross-correlation, as in PyTorch).</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="ConvAttribute.Weight"/> or <see cref="ConvAttribute.Bias"/> specifies another
/// tensor. The weight tensor has the shape [outputs, inputs / groups, height, width] or, if <see cref="ConvAttribute.Transposed"/>,
/// [height, width, inputs / groups, outputs] ([height, width, inputs, multiplier] for a depthwise convolution); the size of the window follows from it. The layer before must produce an image, or <c>[Input]</c> must declare one;
/// images are channels first, as in PyTorch. A weight is pruned if it is exactly 0, unless <see cref="ConvAttribute.PruneBelow"/> specifies a magnitude. A pruned weight
/// contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute(string name) : ConvAttribute(name)
{
    /// <summary>Gets or sets the stride along the height, if it differs from <see cref="ConvAttribute.Stride"/>.</summary>
    public int StrideHeight { get; set; } = -1;

    /// <summary>Gets or sets the stride along the width, if it differs from <see cref="ConvAttribute.Stride"/>.</summary>
    public int StrideWidth { get; set; } = -1;

    /// <summary>Gets or sets the zero padding along the height, if it differs from <see cref="ConvAttribute.Padding"/>.</summary>
    public int PaddingHeight { get; set; } = -1;

    /// <summary>Gets or sets the zero padding along the width, if it differs from <see cref="ConvAttribute.Padding"/>.</summary>
    public int PaddingWidth { get; set; } = -1;

    /// <summary>Gets or sets the distance between taps along the height, if it differs from <see cref="ConvAttribute.Dilation"/>.</summary>
    public int DilationHeight { get; set; } = -1;

    /// <summary>Gets or sets the distance between taps along the width, if it differs from <see cref="ConvAttribute.Dilation"/>.</summary>
    public int DilationWidth { get; set; } = -1;
}
