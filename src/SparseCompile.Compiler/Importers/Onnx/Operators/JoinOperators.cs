using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Values one after the other, and padding around one: boxes of a larger value.</summary>
internal static class JoinOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Concat"] = node => [Concat(node)],
        ["Pad"] = node => [Pad(node)],
    };

    /// <summary>A value with a margin of one number around it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="value">The value.</param>
    /// <param name="before">Elements before it along each axis, 0 or more.</param>
    /// <param name="after">Elements behind it.</param>
    /// <param name="number">The number.</param>
    public static ImportedValue Pad(NodeContext node, ImportedValue value, int[] before, int[] after, Expression number)
    {
        int[] shape = [.. value.Shape.Select((extent, axis) => before[axis] + extent + after[axis])];
        Elements.CheckSize(node, shape);
        Elements elements = new(node.Graph);
        List<Region> regions = [new(before.ToEquatableArray(), value.Shape.ToEquatableArray(), elements.Read(value, View.Whole(Shape.Of(value.Shape))))];

        // Axis by axis: the margins across all that the axes before leave.
        int[] start = new int[shape.Length], extents = [.. shape];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            AddMargin(axis, 0, before[axis]);
            AddMargin(axis, before[axis] + value.Shape[axis], after[axis]);
            (start[axis], extents[axis]) = (before[axis], value.Shape[axis]);
        }

        return elements.Map(regions, value.Type, shape);

        void AddMargin(int axis, int from, int count)
        {
            int[] ownStart = [.. start], ownExtents = [.. extents];
            (ownStart[axis], ownExtents[axis]) = (from, count);
            regions.Add(new Region(new EquatableArray<int>(ownStart), new EquatableArray<int>(ownExtents), number));
        }
    }

    private static ImportedValue Concat(NodeContext node)
    {
        ImportedValue[] all = [.. Enumerable.Range(0, Math.Max(1, node.Inputs.Count)).Select(node.Input)];
        int axis = node.Axis(node.Int("axis", node.Version < 4 ? 1 : 0), all[0].Rank);
        ImportedValue[] values = [.. all.Where(value => value.Count > 0)];
        if (all.Any(value => value.Rank != all[0].Rank || value.Shape.Where((extent, own) => own != axis && extent != all[0].Shape[own]).Any()))
        {
            throw node.Fail($"shapes {string.Join(", ", all.Select(value => Shapes.Text(value.Shape)))}", $"shapes that differ in axis {axis} alone");
        }

        if (values.Length == 1)
        {
            return values[0];
        }

        int[] shape = [.. all[0].Shape];
        shape[axis] = all.Sum(value => value.Shape[axis]);
        Elements.CheckSize(node, shape);
        if (values.Length > 0 && values.All(value => value.Constant is null) && all[0].Shape.Take(axis).All(extent => extent == 1))
        {
            return Consecutive(node, values, axis, shape);
        }

        Elements elements = new(node.Graph);
        List<Region> regions = [];
        int at = 0;
        foreach (ImportedValue value in values)
        {
            int[] start = new int[shape.Length];
            start[axis] = at;
            at += value.Shape[axis];
            regions.Add(new Region(new EquatableArray<int>(start), value.Shape.ToEquatableArray(), elements.Read(value, View.Whole(Shape.Of(value.Shape)))));
        }

        return elements.Map(regions, values[0].Type, shape);
    }

    /// <summary>Values that lie one after the other: channels of images, as passes and layouts know them, or vectors.</summary>
    private static ImportedValue Consecutive(NodeContext node, ImportedValue[] values, int axis, int[] shape)
    {
        int[] rest = [.. shape.Skip(axis + 1)];
        bool areImages = rest.Length is 1 or 2;
        return node.Graph.Add(new Concat(), values[0].Type, shape, [.. values.Select(value => areImages ? node.Graph.As(value, [value.Shape[axis], .. rest]) : node.Graph.As(value, value.Count))]);
    }

    private static ImportedValue Pad(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        bool isOld = node.Version < 11;
        long[] pads = isOld ? Array.ConvertAll(node.Ints("pads") ?? node.Ints("paddings") ?? [], static pad => (long)pad) : node.Constant(1, "pads").Integers;
        int[] axes = node.OptionalConstant(3, "axes")?.Integers.Select(axis => node.Axis(axis, value.Rank)).ToArray() ?? [.. Enumerable.Range(0, value.Rank)];
        if (pads.Length != 2 * axes.Length || pads.Any(pad => pad is < -Shapes.MostElements or > Shapes.MostElements))
        {
            throw node.Fail($"{pads.Length} pads of {axes.Length} axes", "two of each");
        }

        int[] before = new int[value.Rank], after = new int[value.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            (before[axes[i]], after[axes[i]]) = ((int)pads[i], (int)pads[axes.Length + i]);
        }

        if (value.Shape.Where((extent, axis) => Math.Max(0, -before[axis]) + Math.Max(0, -after[axis]) > extent).Any())
        {
            throw node.Fail("pads that remove more than there is", "at least one element");
        }

        // Negative pads cut.
        ImportedValue cut = ArrangementOperators.Select(node, value, [.. value.Shape.Select((extent, axis) => before[axis] >= 0 && after[axis] >= 0
            ? null
            : Enumerable.Range(Math.Max(0, -before[axis]), extent - Math.Max(0, -before[axis]) - Math.Max(0, -after[axis])).ToArray())]);
        before = [.. before.Select(pad => Math.Max(0, pad))];
        after = [.. after.Select(pad => Math.Max(0, pad))];
        string mode = node.Text("mode", "constant");
        if (mode == "constant")
        {
            double number = isOld ? node.Float("value", 0) : node.OptionalConstant(2, "a value")?.Values[0] ?? 0;
            if (before.Concat(after).All(pad => pad == 0))
            {
                return cut;
            }

            ImportedValue padded = Pad(node, cut, before, after, Formula.Number(number));
            if (number == 0 && cut.Constant is null)
            {
                node.Graph.NotePadding(padded, cut, before, after);
            }

            return padded;
        }

        Elements.CheckSize(node, [.. cut.Shape.Select((extent, axis) => before[axis] + extent + after[axis])]);
        return ArrangementOperators.Select(node, cut, [.. cut.Shape.Select((extent, axis) => before[axis] == 0 && after[axis] == 0
            ? null
            : Enumerable.Range(-before[axis], before[axis] + extent + after[axis]).Select(i => Source(node, mode, i, extent)).ToArray())]);
    }

    /// <summary>The element that stands at a place outside of a value.</summary>
    private static int Source(NodeContext node, string mode, int place, int extent)
    {
        int period = Math.Max(1, 2 * (extent - 1));
        return mode switch
        {
            "edge" => Math.Max(0, Math.Min(extent - 1, place)),
            "wrap" => ((place % extent) + extent) % extent,
            "reflect" => Reflected(((place % period) + period) % period),
            _ => throw node.Fail($"mode '{mode}'", "'constant', 'edge', 'reflect' or 'wrap'"),
        };

        int Reflected(int own) => own < extent ? own : period - own;
    }
}
