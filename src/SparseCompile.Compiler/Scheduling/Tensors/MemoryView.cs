using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling.Tensors;

/// <summary>Views of values in memory: in their own order, or as images with the channels of a pixel side by side.</summary>
internal static class MemoryView
{
    /// <summary>The view of a value's memory that reads what a view of its elements reads; null where no offset and strides do.</summary>
    /// <param name="view">Elements in the value's own order.</param>
    /// <param name="extents">Extents of the region.</param>
    /// <param name="image">The image whose channels are side by side; null for the value's own order.</param>
    public static View? Of(View view, IReadOnlyList<int> extents, ImageShape? image)
    {
        if (image is not { } shape || extents.Any(extent => extent == 0))
        {
            return view;
        }

        // An element's number is channel x pixels + pixel. Coordinates may be moved one by one if no sum of pixels is carried into the channel.
        int pixels = shape.Pixels;
        int least = view.Offset % pixels, most = least;
        ViewAxis[] axes = new ViewAxis[extents.Count];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            int[] added = [.. Enumerable.Range(0, extents[axis]).Select(view.Axes[axis].At)];
            if (!view.Axes[axis].IsListed)
            {
                // Row-major strides: whole channels, or pixels, or both.
                int stride = extents[axis] == 1 ? 0 : view.Axes[axis].Stride;
                axes[axis] = ViewAxis.Strided(InMemory(stride));
                added = [0, stride % pixels * (extents[axis] - 1)];
            }
            else
            {
                axes[axis] = ViewAxis.Listed([.. added.Select(InMemory)]);
                added = [.. added.Select(each => each % pixels)];
            }

            least += added.Min();
            most += added.Max();
        }

        return least >= 0 && most < pixels ? new View(InMemory(view.Offset), axes.ToEquatableArray()) : null;

        int InMemory(int element) => (element % pixels * shape.Channels) + (element / pixels);
    }
}
