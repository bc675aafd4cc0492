using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Scheduling.Tensors;

/// <summary>How tensor operators read and write values: what decides in which orders these may lie.</summary>
internal static class TensorViews
{
    /// <summary>The operand number that stands for the output.</summary>
    public const int Output = -1;

    /// <summary>A value may lie with its channels side by side, as far as an operator that reads or computes it is concerned.</summary>
    /// <param name="node">A node with a tensor operator.</param>
    /// <param name="value">The value.</param>
    /// <param name="image">The image.</param>
    public static bool AllowChannelsLast(Node node, int value, ImageShape image) =>
        Of((TensorOperator)node.Operator) is { } views
        && views.Where(view => (view.Operand == Output ? node.Output : node.Inputs[view.Operand]) == value).All(view => MemoryView.Of(view.View, view.Extents, image) is not null);

    /// <summary>The operands of a map that lie as its output does: those read whole, each element at its own place.</summary>
    public static IEnumerable<int> LikeOutput(Map map)
    {
        View whole = View.Whole(map.Output);
        return map.IsUniform ? ViewReader.Views(map.Regions[0].Value).Where(read => read.Operand >= 0 && read.View.Equals(whole)).Select(read => read.Operand) : [];
    }

    /// <summary>Every view; null for operators that want values in their own order.</summary>
    private static IReadOnlyList<(int Operand, View View, IReadOnlyList<int> Extents)>? Of(TensorOperator op) => op switch
    {
        Map map => OfMap(map),
        Reduce reduce => [(0, View.Whole(reduce.Input), reduce.Input.Extents), (Output, ReducedView(reduce), reduce.Input.Extents)],
        _ => null,
    };

    /// <summary>The place of the result that each element of a reduction's operand goes to.</summary>
    public static View ReducedView(Reduce reduce)
    {
        int[] kept = View.Strides([.. reduce.Input.Extents.Select((extent, axis) => reduce.Axes.Contains(axis) ? 1 : extent)]);
        return View.Strided(0, kept.Select((stride, axis) => reduce.Axes.Contains(axis) ? 0 : stride));
    }

    private static IReadOnlyList<(int Operand, View View, IReadOnlyList<int> Extents)> OfMap(Map map)
    {
        List<(int, View, IReadOnlyList<int>)> views = [];
        foreach (Region region in map.Regions)
        {
            views.Add((Output, region.Places(map.Output), region.Extents));
            views.AddRange(ViewReader.Views(region.Value).Where(read => read.Operand >= 0).Select(read => (read.Operand, read.View, (IReadOnlyList<int>)region.Extents)));
        }

        return views;
    }
}
