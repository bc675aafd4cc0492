using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Scheduling.Tensors;

/// <summary>Loops over a box: those that move least in the output are innermost, and loops that move as one are one.</summary>
internal sealed class LoopNest
{
    private LoopNest(int[] offsets, IReadOnlyList<LoopAxis> axes)
    {
        Offsets = offsets;
        Axes = axes;
    }

    /// <summary>Where each view begins: the output's first.</summary>
    public IReadOnlyList<int> Offsets { get; }

    /// <summary>The loops, outermost first; none for a single element.</summary>
    public IReadOnlyList<LoopAxis> Axes { get; }

    /// <summary>The loops over a box.</summary>
    /// <param name="extents">Extents of the box, none of them 0.</param>
    /// <param name="views">Views of memory: the output's first, by strides alone.</param>
    public static LoopNest Of(IReadOnlyList<int> extents, IReadOnlyList<View> views)
    {
        int[] offsets = [.. views.Select(view => view.Offset)];
        List<LoopAxis> axes = [];
        for (int axis = 0; axis < extents.Count; axis++)
        {
            if (extents[axis] > 1)
            {
                axes.Add(new LoopAxis(extents[axis], [.. views.Select(view => view.Axes[axis])]));
                continue;
            }

            for (int view = 0; view < offsets.Length; view++)
            {
                offsets[view] += views[view].Axes[axis].At(0);
            }
        }

        return new LoopNest(offsets, Merge([.. axes.OrderByDescending(axis => axis.Views[0].Stride)]));
    }

    private static List<LoopAxis> Merge(IReadOnlyList<LoopAxis> axes)
    {
        List<LoopAxis> merged = [];
        foreach (LoopAxis axis in axes)
        {
            LoopAxis? outer = merged.Count == 0 ? null : merged[merged.Count - 1];
            bool isOne = outer is not null
                && outer.Views.Zip(axis.Views, (before, own) => !before.IsListed && !own.IsListed && before.Stride == own.Stride * axis.Extent).All(fits => fits);
            if (isOne)
            {
                merged.RemoveAt(merged.Count - 1);
            }

            merged.Add(isOne ? axis with { Extent = outer!.Extent * axis.Extent } : axis);
        }

        return merged;
    }
}

/// <summary>A loop.</summary>
/// <param name="Extent">How often it runs.</param>
/// <param name="Views">How each view moves.</param>
internal sealed record LoopAxis(int Extent, IReadOnlyList<ViewAxis> Views);
