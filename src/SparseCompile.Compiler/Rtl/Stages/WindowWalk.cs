using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>How a stage walks over the pixels of an image, padding included, one position a cycle at most, and which positions complete a window.</summary>
/// <param name="Image">The image.</param>
/// <param name="Window">The window.</param>
/// <param name="Output">The image of windows.</param>
/// <param name="Padding">What padding is: 0, or -128 where the largest value is sought.</param>
public sealed record WindowWalk(ImageShape Image, SlidingWindow Window, ImageShape Output, int Padding)
{
    /// <summary>Rows of positions.</summary>
    public int Height => Extent(Window.Y, Image.Height);

    /// <summary>Positions of a row.</summary>
    public int Width => Extent(Window.X, Image.Width);

    /// <summary>Rows with pixels; the others are padding.</summary>
    public IEnumerable<int> InsideRows => Enumerable.Range(Window.Y.PadBefore, Image.Height);

    /// <summary>Places of a row with pixels.</summary>
    public IEnumerable<int> InsideColumns => Enumerable.Range(Window.X.PadBefore, Image.Width);

    /// <summary>Rows in which windows are completed.</summary>
    public IEnumerable<int> CompleteRows => Complete(Window.Y, Output.Height);

    /// <summary>Places of such a row that complete a window.</summary>
    public IEnumerable<int> CompleteColumns => Complete(Window.X, Output.Width);

    private static int Extent(WindowAxis axis, int inputs) => inputs + axis.PadBefore + axis.PadAfter + axis.Overhang;

    private static IEnumerable<int> Complete(WindowAxis axis, int outputs) => Enumerable.Range(0, outputs).Select(output => (output * axis.Stride) + axis.Reach - 1);
}
