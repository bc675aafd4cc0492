namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>The same elements in another shape: nothing is computed.</summary>
internal static class ShapeOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Identity"] = node => [node.Input(0)],
        ["Dropout"] = Dropout,
        ["Reshape"] = node => [Reshape(node)],
        ["Flatten"] = node => [Flatten(node)],
        ["Squeeze"] = node => [Squeeze(node)],
        ["Unsqueeze"] = node => [Unsqueeze(node)],
    };

    /// <summary>A value of as many elements in another shape.</summary>
    public static ImportedValue As(NodeContext node, ImportedValue value, int[] shape) =>
        Shapes.CountOf(shape) != value.Count || (value.Count == 0 && Shapes.IsTooLarge(shape)) ? throw node.Fail($"the shape {Shapes.Text(shape)} for {value.Count} elements of shape {Shapes.Text(value.Shape)}", "as many elements")
        : value.Constant is { } constant ? ImportedValue.Of(constant.Reshape(shape))
        : value with { Shape = shape };

    /// <summary>Axes of an attribute of old versions, or of an input of newer ones; null where none are stated.</summary>
    /// <param name="node">The node.</param>
    /// <param name="input">The input that has them.</param>
    /// <param name="rank">Axes of what they are axes of.</param>
    public static int[]? Axes(NodeContext node, int input, int rank)
    {
        long[]? axes = node.Ints("axes") is { } attribute ? Array.ConvertAll(attribute, static axis => (long)axis) : node.OptionalConstant(input, "axes")?.Integers;
        int[]? own = axes is null ? null : [.. axes.Select(axis => node.Axis(axis, rank))];
        return own is null || own.Distinct().Count() == own.Length ? own : throw node.Fail($"the axes {Shapes.Text(own)}", "each axis once");
    }

    private static ImportedValue?[] Dropout(NodeContext node)
    {
        if (node.Optional(2)?.Constant is { } training && training.Values[0] != 0)
        {
            throw node.Fail("training mode", "a model exported for inference");
        }

        ImportedValue x = node.Input(0);
        ImportedValue? mask = node.IsNeeded(1) ? new Elements(node.Graph).Map(Formula.Number(1), Tensors.Formats.Onnx.OnnxElementType.Bool, x.Shape) : null;
        return [x, mask];
    }

    private static ImportedValue Reshape(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        long[] wanted = node.Version < 5 && node.Ints("shape") is { } attribute ? Array.ConvertAll(attribute, static extent => (long)extent) : node.Constant(1, "a shape").Integers;
        bool zeroIsZero = node.Int("allowzero", 0) != 0;
        int[] shape = new int[wanted.Length];
        int open = -1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            if (wanted[axis] == -1 && open < 0)
            {
                (open, shape[axis]) = (axis, 1);
                continue;
            }

            shape[axis] = wanted[axis] == 0 && !zeroIsZero && axis < value.Rank ? value.Shape[axis]
                : wanted[axis] is >= 0 and <= int.MaxValue ? (int)wanted[axis]
                : throw node.Fail($"an extent of {wanted[axis]}", "extents of 0 or more, and -1 once");
        }

        if (open >= 0)
        {
            int others = Shapes.CountOf(shape);
            shape[open] = others > 0 ? value.Count / others : 0;
        }

        return As(node, value, shape);
    }

    private static ImportedValue Flatten(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int axis = node.Int("axis", 1);
        axis = axis == value.Rank ? axis : node.Axis(axis, Math.Max(1, value.Rank));
        return As(node, value, [Shapes.CountOf(value.Shape.Take(axis)), Shapes.CountOf(value.Shape.Skip(axis))]);
    }

    private static ImportedValue Squeeze(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int[]? axes = Axes(node, 1, value.Rank);
        return As(node, value, [.. value.Shape.Where((extent, axis) => axes is null ? extent != 1 : !axes.Contains(axis))]);
    }

    private static ImportedValue Unsqueeze(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int count = node.Ints("axes")?.Length ?? node.Constant(1, "axes").Count;
        int[] axes = Axes(node, 1, value.Rank + count)!;
        Queue<int> extents = new(value.Shape);
        return As(node, value, [.. Enumerable.Range(0, value.Rank + count).Select(axis => axes.Contains(axis) ? 1 : extents.Dequeue())]);
    }
}
