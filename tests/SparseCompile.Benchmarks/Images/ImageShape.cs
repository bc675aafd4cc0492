namespace SparseCompile.Benchmarks.Images;

/// <summary>The extents of one value between the layers of a network; a vector is an image of one pixel.</summary>
/// <param name="Channels">Channels, one plane after the other.</param>
/// <param name="Height">Rows of a plane.</param>
/// <param name="Width">Pixels of a row.</param>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Values in all.</summary>
    public int Length => Channels * Height * Width;
}
