using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes.Fusion;

/// <summary>Merges the axes of a map that all its reads walk through as one: fewer axes stand in the way of readers that see the value in another shape.</summary>
internal static class MergedAxes
{
    /// <summary>The same map over fewer axes.</summary>
    public static Map Of(Map map)
    {
        if (!map.IsUniform || map.Output.Length == 0)
        {
            return map;
        }

        View[] views = [.. ViewReader.Views(map.Regions[0].Value).Select(read => read.View)];
        List<(int First, int Extent)> groups = [];
        for (int axis = 0; axis < map.Output.Extents.Count; axis++)
        {
            int extent = map.Output.Extents[axis];
            bool isOne = groups.Count > 0 && views.All(view => CanMerge(view, groups[groups.Count - 1], axis, extent));
            if (isOne)
            {
                (_, int outer) = groups[groups.Count - 1];
                groups.RemoveAt(groups.Count - 1);
                groups.Add((axis, outer * extent));
            }
            else
            {
                groups.Add((axis, extent));
            }
        }

        Shape shape = Shape.Of(groups.Select(group => group.Extent));
        Substitution merge = new(leaf => leaf switch
        {
            Read read => read with { View = Merge(read.View) },
            Stored stored => stored with { View = Merge(stored.View) },
            _ => leaf,
        });
        return new Map(shape, merge.Apply(map.Regions[0].Value)!);

        View Merge(View view) => view with { Axes = groups.Select(group => view.Axes[group.First]).ToEquatableArray() };
    }

    /// <summary>The axis continues what the group before it begins. A group goes by its last axis.</summary>
    private static bool CanMerge(View view, (int Last, int Extent) group, int axis, int extent)
    {
        (ViewAxis outer, ViewAxis inner) = (view.Axes[group.Last], view.Axes[axis]);
        return !outer.IsListed && !inner.IsListed && outer.Stride == inner.Stride * extent;
    }
}
