using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>What it costs to bring a convolution's images into the layouts of its kernel, and out of them: the copies that the schedule inserts (<c>Scheduling/Schedules/ImageSteps</c>).</summary>
internal static class ConvCopies
{
    /// <summary>The time of all copies, in nanoseconds.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="layout">The layouts of the kernel.</param>
    /// <param name="order">How the images lie.</param>
    /// <param name="costs">What operations cost.</param>
    public static double Nanoseconds(Conv conv, ConvLayout layout, ImageOrder order, CostTable costs)
    {
        Conv flat = ConvLayout.Flatten(conv);
        (double copied, double transposed) = (costs["convCopy"], costs["convTranspose"]);
        bool isFromChannels = order.FromChannels && !IsEitherWay(flat.Input), isToChannels = order.ToChannels && !IsEitherWay(flat.Output);
        if (layout.Pixels is { } pixels)
        {
            double framed = isFromChannels ? pixels.Floats * transposed : layout.IsDirect ? 0 : pixels.Floats * copied;
            return framed + (isToChannels ? flat.Output.Length * transposed : 0);
        }

        bool isThere = flat.Window.IsPoint && layout.PlaneFloats == flat.Input.Pixels;
        ShiftedPlanes planes = layout.Planes!.Value;
        double rows = (double)planes.Floats / planes.PlaneFloats * planes.Rows * costs["convRow"];
        double shifted = isThere ? 0 : rows + (planes.Floats * (flat.Window.X.Stride == 1 ? copied : costs["convStrided"]));
        double taken = isFromChannels || IsEitherWay(flat.Input) ? 0 : flat.Input.Length * transposed;
        double left = !isToChannels ? IsEitherWay(flat.Output) && layout.PlaneFloats == flat.Output.Pixels ? 0 : flat.Output.Length * transposed
            : layout.PlaneFloats == flat.Output.Pixels ? 0 : flat.Output.Length * copied;
        return shifted + taken + left;
    }

    /// <summary>One channel, or one pixel: the same in either order.</summary>
    public static bool IsEitherWay(ImageShape image) => image.Channels == 1 || image.Pixels == 1;
}
