namespace SparseCompile;

/// <summary>Adds a two-dimensional pooling layer: the mean of each window of a channel.</summary>
/// <param name="size">The size of the window, in pixels.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool2DAttribute(int size) : PoolAttribute(size)
{
    /// <summary>Gets or sets the size of the window along the height, if it differs from <see cref="PoolAttribute.Size"/>.</summary>
    public int SizeHeight { get; set; } = -1;

    /// <summary>Gets or sets the size of the window along the width, if it differs from <see cref="PoolAttribute.Size"/>.</summary>
    public int SizeWidth { get; set; } = -1;

    /// <summary>Gets or sets the stride along the height, if it differs from <see cref="PoolAttribute.Stride"/>.</summary>
    public int StrideHeight { get; set; } = -1;

    /// <summary>Gets or sets the stride along the width, if it differs from <see cref="PoolAttribute.Stride"/>.</summary>
    public int StrideWidth { get; set; } = -1;

    /// <summary>Gets or sets the padding along the height, if it differs from <see cref="PoolAttribute.Padding"/>.</summary>
    public int PaddingHeight { get; set; } = -1;

    /// <summary>Gets or sets the padding along the width, if it differs from <see cref="PoolAttribute.Padding"/>.</summary>
    public int PaddingWidth { get; set; } = -1;

    /// <summary>Gets or sets a value indicating whether padding counts as zeros of the mean, as by PyTorch's <c>count_include_pad</c>. The default is <see langword="true"/>.</summary>
    /// <remarks>TensorFlow does not count padding.</remarks>
    public bool CountPadding { get; set; } = true;
}
