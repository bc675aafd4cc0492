using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Normalizations: by figures of the training, which fold into layers, or by those of the values themselves.</summary>
internal static class NormOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["BatchNormalization"] = node => [BatchNorm(node)],
        ["LayerNormalization"] = LayerNorm,
        ["RMSNormalization"] = node => [RmsNorm(node)],
        ["InstanceNormalization"] = node => [InstanceNorm(node)],
        ["GroupNormalization"] = node => [GroupNorm(node)],
        ["LpNormalization"] = node => [LpNorm(node)],
        ["MeanVarianceNormalization"] = node => [MeanVariance(node)],
    };

    private static ImportedValue BatchNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        if (node.Int("training_mode", 0) != 0 || node.IsNeeded(1))
        {
            throw node.Fail("training mode", "a model exported for inference");
        }

        double[] scale = node.Constant(1, "a scale").Values, bias = node.Constant(2, "a bias").Values, mean = node.Constant(3, "a mean").Values, variance = node.Constant(4, "a variance").Values;
        int channels = x.Rank > 1 ? x.Shape[1] : 1;
        if (new[] { scale, bias, mean, variance }.Any(values => values.Length != channels))
        {
            throw node.Fail($"{scale.Length} scales, {bias.Length} biases, {mean.Length} means and {variance.Length} variances", $"one of each for {channels} channels");
        }

        double epsilon = node.Float("epsilon", 1e-5f);
        double[] factor = [.. scale.Select((value, i) => value / Math.Sqrt(variance[i] + epsilon))];
        double[] shift = [.. bias.Select((value, i) => value - (mean[i] * factor[i]))];
        if (x.Constant is null && AffineLayers.Both(node, x, factor, shift) is { } folded)
        {
            return folded;
        }

        int[] shape = [channels, .. Enumerable.Repeat(1, Math.Max(0, x.Rank - 2))];
        return Elements.Of(node, [x, Channels(factor, shape), Channels(shift, shape)], all => Add(Multiply(all[0], all[1]), all[2]));
    }

    private static ImportedValue?[] LayerNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        int first = node.Axis(node.Int("axis", -1), x.Rank);
        (ImportedValue centred, ImportedValue mean, ImportedValue variance) = Centre(node, x, [.. Enumerable.Range(first, x.Rank - first)]);
        ImportedValue inverse = Elements.Of(node, variance, value => Inverse(value, node.Float("epsilon", 1e-5f)));
        ImportedValue[] operands = [.. new[] { centred, inverse, node.Input(1), node.Optional(2) }.OfType<ImportedValue>()];
        ImportedValue y = Elements.Of(node, operands, all => AddIf(Multiply(Multiply(all[0], all[1]), all[2]), all, 3), x.Type);
        return [y, mean, inverse];
    }

    private static ImportedValue RmsNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        int first = node.Axis(node.Int("axis", -1), x.Rank);
        int[] axes = [.. Enumerable.Range(first, x.Rank - first)];
        int count = Shapes.CountOf(axes.Select(axis => x.Shape[axis]));
        ImportedValue squares = ReductionOperators.Reduce(node, x, ReduceKind.SumOfSquares, axes);
        ImportedValue inverse = Elements.Of(node, squares, value => Inverse(Divide(value, Number(count)), node.Float("epsilon", 1e-5f)));
        return Elements.Of(node, [x, inverse, node.Input(1)], all => Multiply(Multiply(all[0], all[1]), all[2]));
    }

    private static ImportedValue InstanceNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        if (x.Rank < 3 || node.Input(1).Count != x.Shape[1] || node.Input(2).Count != x.Shape[1])
        {
            throw node.Fail($"{node.Input(1).Count} scales and {node.Input(2).Count} biases for a value of shape {Shapes.Text(x.Shape)}", "one of each for each channel of an image");
        }

        ImportedValue centred = Normalise(node, x, [.. Enumerable.Range(2, x.Rank - 2)]);
        int[] shape = [x.Shape[1], .. Enumerable.Repeat(1, x.Rank - 2)];
        return Elements.Of(node, [centred, ShapeOperators.As(node, node.Input(1), shape), ShapeOperators.As(node, node.Input(2), shape)], all => Add(Multiply(all[0], all[1]), all[2]));
    }

    /// <summary>Scales are those of groups before version 21, and of channels since then.</summary>
    private static ImportedValue GroupNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        int groups = node.Int("num_groups", 1);
        int own = node.Version < 21 ? groups : x.Rank > 1 ? x.Shape[1] : 0;
        if (x.Rank < 2 || groups < 1 || x.Shape[1] % groups != 0 || node.Input(1).Count != own || node.Input(2).Count != own)
        {
            throw node.Fail($"{groups} groups and {node.Input(1).Count} scales of a value of shape {Shapes.Text(x.Shape)}", $"groups of channels, and {own} scales and biases");
        }

        int[] grouped = [x.Shape[0], groups, x.Shape[1] / groups, .. x.Shape.Skip(2)];
        ImportedValue centred = Normalise(node, ShapeOperators.As(node, x, grouped), [.. Enumerable.Range(2, grouped.Length - 2)]);
        int[] shape = own == groups && node.Version < 21 ? [groups, .. Enumerable.Repeat(1, grouped.Length - 2)] : [groups, x.Shape[1] / groups, .. Enumerable.Repeat(1, x.Rank - 2)];
        ImportedValue result = Elements.Of(
            node, [centred, ShapeOperators.As(node, node.Input(1), shape), ShapeOperators.As(node, node.Input(2), shape)], all => Add(Multiply(all[0], all[1]), all[2]));
        return ShapeOperators.As(node, result, x.Shape);
    }

    private static ImportedValue LpNorm(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        int power = node.Int("p", 2);
        ReduceKind kind = power switch { 1 => ReduceKind.SumOfMagnitudes, 2 => ReduceKind.SumOfSquares, _ => throw node.Fail($"p of {power}", "1 or 2") };
        ImportedValue norm = ReductionOperators.Reduce(node, x, kind, [node.Axis(node.Int("axis", -1), x.Rank)]);

        // A norm of 0 is that of zeros, which stay.
        return Elements.Of(node, [x, norm], both =>
        {
            Expression length = power == 2 ? Sqrt(both[1]) : both[1];
            return Choose(Equal(both[1], Number(0)), Number(0), Divide(both[0], length));
        });
    }

    private static ImportedValue MeanVariance(NodeContext node)
    {
        (ImportedValue centred, _, ImportedValue variance) = Centre(node, node.Input(0), node.Ints("axes") ?? [0, 2, 3]);
        return Elements.Of(node, [centred, variance], both => Divide(both[0], Add(Sqrt(both[1]), Number(1e-9))));
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon).</summary>
    private static ImportedValue Normalise(NodeContext node, ImportedValue x, int[] axes)
    {
        (ImportedValue centred, _, ImportedValue variance) = Centre(node, x, axes);
        return Elements.Of(node, [centred, variance], both => Multiply(both[0], Inverse(both[1], node.Float("epsilon", 1e-5f))));
    }

    private static (ImportedValue Centred, ImportedValue Mean, ImportedValue Variance) Centre(NodeContext node, ImportedValue x, int[] axes)
    {
        int[] own = [.. axes.Select(axis => node.Axis(axis, x.Rank))];
        int count = Shapes.CountOf(own.Select(axis => x.Shape[axis]));
        ImportedValue mean = ReductionOperators.Reduce(node, x, ReduceKind.Mean, own);
        ImportedValue centred = Elements.Of(node, [x, mean], both => Subtract(both[0], both[1]));
        ImportedValue squares = ReductionOperators.Reduce(node, centred, ReduceKind.SumOfSquares, own);
        return (centred, mean, Elements.Of(node, squares, value => Divide(value, Number(count))));
    }

    private static Expression Inverse(Expression variance, double epsilon) => Divide(Number(1), Sqrt(Add(variance, Number(epsilon))));

    private static Expression AddIf(Expression value, Expression[] all, int addend) => all.Length > addend ? Add(value, all[addend]) : value;

    private static ImportedValue Channels(double[] values, int[] shape) => ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Float, shape, values));
}
