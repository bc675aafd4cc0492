using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Importers.Onnx.Constants;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Elements in another order, repeated or left out: a view of an operand.</summary>
internal static class ArrangementOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Transpose"] = node => [Transpose(node, node.Input(0), node.Ints("perm"))],
        ["Expand"] = node => [Expand(node)],
        ["Tile"] = node => [Tile(node)],
        ["Slice"] = node => [Slice(node)],
        ["Split"] = Split,
        ["Gather"] = node => [Gathers.Gather(node)],
        ["DepthToSpace"] = node => [Blocks(node, isToSpace: true)],
        ["SpaceToDepth"] = node => [Blocks(node, isToSpace: false)],
    };

    /// <summary>A value with its axes in another order.</summary>
    public static ImportedValue Transpose(NodeContext node, ImportedValue value, int[]? axes)
    {
        int[] order = axes is null ? [.. Enumerable.Range(0, value.Rank).Reverse()] : [.. axes.Select(axis => node.Axis(axis, value.Rank))];
        if (order.Length != value.Rank || order.Distinct().Count() != order.Length)
        {
            throw node.Fail($"the order {Shapes.Text(order)} of {value.Rank} axes", "each axis once");
        }

        int[] shape = [.. order.Select(axis => value.Shape[axis])];
        if (value.Constant is { } constant)
        {
            return ImportedValue.Of(constant.Transpose(order));
        }

        // Axes of one element may be anywhere: the elements lie as before.
        int[] moved = [.. order.Where(axis => value.Shape[axis] != 1)];
        if (moved.SequenceEqual(moved.OrderBy(axis => axis)))
        {
            return value with { Shape = shape };
        }

        int[] strides = Shapes.Strides(value.Shape);
        return Elements.Arrange(node, value, shape, View.Strided(0, order.Select(axis => strides[axis])));
    }

    /// <summary>A value with listed coordinates of some axes; null for all of an axis.</summary>
    public static ImportedValue Select(NodeContext node, ImportedValue value, IReadOnlyList<int[]?> coordinates)
    {
        int[] strides = Shapes.Strides(value.Shape), shape = [.. coordinates.Select((own, axis) => own?.Length ?? value.Shape[axis])];
        if (shape.SequenceEqual(value.Shape) && coordinates.All(own => own is null || own.SequenceEqual(Enumerable.Range(0, own.Length))))
        {
            return value;
        }

        if (Shapes.CountOf(shape) == 0)
        {
            throw node.Fail($"a result of shape {Shapes.Text(shape)}", "at least one element");
        }

        // A stride counts from the first coordinate; a table lists what each adds.
        int offset = 0;
        ViewAxis[] axes = new ViewAxis[shape.Length];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            int stride = strides[axis], first = coordinates[axis] is { } listed ? listed[0] : 0;
            offset += first * stride;
            axes[axis] = coordinates[axis] is { } own ? ViewAxis.Listed([.. own.Select(coordinate => (coordinate - first) * stride)]) : ViewAxis.Strided(stride);
        }

        return Elements.Arrange(node, value, shape, new View(offset, axes.ToEquatableArray()));
    }

    private static ImportedValue Expand(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int[] wanted = Extents(node, node.Constant(1, "a shape"));
        int[] shape = Shapes.Broadcast(value.Shape, wanted) ?? throw node.Fail($"shapes {Shapes.Text(value.Shape)} and {Shapes.Text(wanted)}", "shapes that are broadcast as NumPy does");
        return shape.SequenceEqual(value.Shape) ? value
            : Shapes.CountOf(shape) == value.Count ? ShapeOperators.As(node, value, shape)
            : Elements.Arrange(node, value, shape, View.Broadcast(Graphs.Shape.Of(value.Shape), Graphs.Shape.Of(shape))!);
    }

    private static ImportedValue Tile(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int[] repeats = Extents(node, node.Constant(1, "repeats"));
        if (repeats.Length != value.Rank)
        {
            throw node.Fail($"{repeats.Length} repeats of {value.Rank} axes", "one for each");
        }

        Elements.CheckSize(node, [.. value.Shape.Select((extent, axis) => (int)Math.Min(int.MaxValue, (long)extent * repeats[axis]))]);
        return Select(node, value, [.. value.Shape.Select((extent, axis) => repeats[axis] == 1 ? null : Enumerable.Range(0, extent * repeats[axis]).Select(i => i % extent).ToArray())]);
    }

    private static ImportedValue Slice(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        bool isOld = node.Version < 10;
        long[] starts = isOld ? Longs(node.Ints("starts")) : node.Constant(1, "starts").Integers;
        long[] ends = isOld ? Longs(node.Ints("ends")) : node.Constant(2, "ends").Integers;
        int[] axes = (isOld ? ShapeOperators.Axes(node, int.MaxValue, value.Rank) : node.OptionalConstant(3, "axes")?.Integers.Select(axis => node.Axis(axis, value.Rank)).ToArray())
            ?? [.. Enumerable.Range(0, starts.Length)];
        long[] steps = isOld ? [] : node.OptionalConstant(4, "steps")?.Integers ?? [];
        if (starts.Length != ends.Length || axes.Length != starts.Length || (steps.Length > 0 && steps.Length != starts.Length) || axes.Any(axis => axis >= value.Rank))
        {
            throw node.Fail($"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps", "as many of each");
        }

        int[]?[] coordinates = new int[]?[value.Rank];
        for (int i = 0; i < axes.Length; i++)
        {
            long step = steps.Length == 0 ? 1 : steps[i];
            coordinates[axes[i]] = step == 0 ? throw node.Fail("a step of 0", "another") : Range(value.Shape[axes[i]], starts[i], ends[i], step);
        }

        return Select(node, value, coordinates);
    }

    private static int[] Range(int extent, long start, long end, long step)
    {
        long first = Clamped(start, step < 0 ? extent - 1 : extent), last = end < -extent && step < 0 ? -1 : Clamped(end, extent);
        List<int> coordinates = [];
        for (long at = first; step > 0 ? at < last : at > last; at = step > extent || step < -extent ? last : at + step)
        {
            coordinates.Add((int)at);
        }

        return [.. coordinates];

        long Clamped(long coordinate, long most) => Math.Max(0, Math.Min(most, coordinate < 0 ? Math.Max(coordinate, -extent) + extent : coordinate));
    }

    private static ImportedValue?[] Split(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int axis = node.Axis(node.Int("axis", 0), value.Rank);
        int[]? sizes = node.Ints("split") ?? (node.Optional(1) is null ? null : Extents(node, node.Constant(1, "sizes")));
        if (sizes is null)
        {
            int parts = node.Outputs, size = (value.Shape[axis] + parts - 1) / parts;
            sizes = [.. Enumerable.Range(0, parts).Select(i => Math.Max(0, Math.Min(size, value.Shape[axis] - (i * size))))];
        }

        if (sizes.Length < node.Outputs || sizes.Sum(size => (long)size) != value.Shape[axis])
        {
            throw node.Fail($"the sizes {Shapes.Text(sizes)} of {node.Outputs} outputs", $"one for each, {value.Shape[axis]} in all");
        }

        int start = 0;
        List<ImportedValue?> outputs = [];
        for (int i = 0; i < node.Outputs; i++)
        {
            int[]?[] own = new int[]?[value.Rank];
            own[axis] = [.. Enumerable.Range(start, sizes[i])];
            outputs.Add(node.IsNeeded(i) ? Select(node, value, own) : null);
            start += sizes[i];
        }

        return [.. outputs];
    }

    /// <summary>Blocks of pixels become channels, or the other way round: a reshape, a transposition and a reshape.</summary>
    private static ImportedValue Blocks(NodeContext node, bool isToSpace)
    {
        ImportedValue x = node.Input(0);
        int size = node.Int("blocksize", 0);
        if (x.Rank != 4 || size < 1 || (isToSpace ? x.Shape[1] % (size * size) != 0 : x.Shape[2] % size != 0 || x.Shape[3] % size != 0))
        {
            throw node.Fail($"blocks of {size} in a value of shape {Shapes.Text(x.Shape)}", "an image that consists of whole blocks");
        }

        int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3];
        int[] inner, order;
        if (!isToSpace)
        {
            (inner, order) = ([n, c, h / size, size, w / size, size], [0, 3, 5, 1, 2, 4]);
            return ShapeOperators.As(node, Transpose(node, ShapeOperators.As(node, x, inner), order), [n, c * size * size, h / size, w / size]);
        }

        (inner, order) = node.Text("mode", "DCR") == "DCR"
            ? (new[] { n, size, size, c / (size * size), h, w }, new[] { 0, 3, 4, 1, 5, 2 })
            : ([n, c / (size * size), size, size, h, w], [0, 1, 4, 2, 5, 3]);
        return ShapeOperators.As(node, Transpose(node, ShapeOperators.As(node, x, inner), order), [n, c / (size * size), h * size, w * size]);
    }

    private static int[] Extents(NodeContext node, ConstantTensor constant) =>
        [.. constant.Integers.Select(extent => extent is >= 0 and <= int.MaxValue ? (int)extent : throw node.Fail($"an extent of {extent}", "0 or more"))];

    private static long[] Longs(int[]? values) => Array.ConvertAll(values ?? [], static value => (long)value);
}
