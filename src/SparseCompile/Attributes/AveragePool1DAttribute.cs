namespace SparseCompile;

/// <summary>Adds a one-dimensional pooling layer: the mean of each window of a channel.</summary>
/// <param name="size">The size of the window, in samples.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AveragePool1DAttribute(int size) : PoolAttribute(size)
{
    /// <summary>Gets or sets a value indicating whether padding counts as zeros of the mean, as by PyTorch's <c>count_include_pad</c>. The default is <see langword="true"/>.</summary>
    /// <remarks>TensorFlow does not count padding.</remarks>
    public bool CountPadding { get; set; } = true;
}
