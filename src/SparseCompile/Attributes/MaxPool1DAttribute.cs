namespace SparseCompile;

/// <summary>Adds a one-dimensional pooling layer: the largest value of each window of a channel.</summary>
/// <param name="size">The size of the window, in samples.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MaxPool1DAttribute(int size) : PoolAttribute(size)
{
    /// <summary>Gets or sets the distance between taps. The default is 1.</summary>
    public int Dilation { get; set; } = 1;
}
