using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>The walk of a window over an image with its padding: position by position in raster order, of which some complete a window.</summary>
internal static class Walk
{
    /// <summary>The operator slides a window.</summary>
    public static bool HasWindow(Operator op) => op is Conv or Pool;

    /// <summary>Positions walked for one inference.</summary>
    public static long Positions(Operator op) => Of(op) is var (window, input) ? (long)Extent(window.Y, input.Height) * Extent(window.X, input.Width) : 1;

    /// <summary>The walk: for each position whether it is inside the image, and whether it completes a window.</summary>
    public static IEnumerable<(bool IsInside, bool Completes)> Steps(Operator op)
    {
        if (Of(op) is not var (window, input))
        {
            yield return (true, true);
            yield break;
        }

        int height = Extent(window.Y, input.Height), width = Extent(window.X, input.Width);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                yield return (IsInside(window.Y, y, input.Height) && IsInside(window.X, x, input.Width), Completes(window.Y, y, input.Height) && Completes(window.X, x, input.Width));
            }
        }
    }

    /// <summary>The window and the image of an operator; null where it has none.</summary>
    public static (SlidingWindow Window, ImageShape Input)? Of(Operator op) => op switch
    {
        Conv conv => (conv.Window, conv.Input),
        Pool pool => (pool.Window, pool.Input),
        _ => null,
    };

    private static int Extent(WindowAxis axis, int inputs) => inputs + axis.PadBefore + axis.PadAfter + axis.Overhang;

    private static bool IsInside(WindowAxis axis, int position, int inputs) => position >= axis.PadBefore && position < axis.PadBefore + inputs;

    private static bool Completes(WindowAxis axis, int position, int inputs)
    {
        int first = position - (axis.Reach - 1);
        return first >= 0 && first % axis.Stride == 0 && first / axis.Stride < axis.Outputs(inputs);
    }
}
