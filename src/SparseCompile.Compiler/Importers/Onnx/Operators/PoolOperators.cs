using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Pools: of images of one or two axes by the operator that kernels know, of others as reductions of what each window sees.</summary>
internal static class PoolOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["MaxPool"] = node => [Pool(node, PoolKind.Max)],
        ["AveragePool"] = node => [Pool(node, PoolKind.Average)],
        ["LpPool"] = node => [LpPool(node)],
        ["GlobalMaxPool"] = node => [Global(node, PoolKind.Max)],
        ["GlobalAveragePool"] = node => [Global(node, PoolKind.Average)],
        ["GlobalLpPool"] = node => [GlobalLp(node)],
    };

    private static ImportedValue Pool(NodeContext node, PoolKind kind)
    {
        if (kind == PoolKind.Max && node.IsNeeded(1))
        {
            throw node.Fail("the output Indices", "the largest values alone");
        }

        ImportedValue x = Image(node);
        WindowAxis[] windows = Windows.Of(node, node.Ints("kernel_shape") ?? [], [.. x.Shape.Skip(2)]);
        bool countsPadding = node.Int("count_include_pad", 0) != 0;
        bool isDilated = windows.Any(window => window.Dilation != 1 && window.Kernel > 1);
        return windows.Length > 2 || (kind == PoolKind.Average && isDilated) || windows.Any(window => window.PadBefore >= window.Reach || window.PadAfter >= window.Reach)
            ? OverWindows(node, x, kind, windows, countsPadding)
            : Add(node, x, kind, windows, countsPadding);
    }

    private static ImportedValue Global(NodeContext node, PoolKind kind)
    {
        ImportedValue x = Image(node);
        return x.Rank > 4
            ? ReductionOperators.Reduce(node, x, kind == PoolKind.Max ? ReduceKind.Max : ReduceKind.Mean, [.. Enumerable.Range(2, x.Rank - 2)])
            : Add(node, x, kind, [.. x.Shape.Skip(2).Select(extent => new WindowAxis(extent, 1, 1, 0, 0))], false);
    }

    /// <summary>Images are channels here: a pool mixes neither.</summary>
    private static ImportedValue Add(NodeContext node, ImportedValue x, PoolKind kind, WindowAxis[] windows, bool countsPadding)
    {
        WindowAxis none = new(1, 1, 1, 0, 0);
        int channels = x.Shape[0] * x.Shape[1];
        int[] image = [.. x.Shape.Skip(2)];
        SlidingWindow window = image.Length == 1 ? new SlidingWindow(none, windows[0]) : new SlidingWindow(windows[0], windows[1]);
        ImageShape shape = image.Length == 1 ? new ImageShape(channels, 1, image[0]) : new ImageShape(channels, image[0], image[1]);
        int[] result = [x.Shape[0], x.Shape[1], .. windows.Select((axis, i) => axis.Outputs(image[i]))];
        return node.Graph.Add(new Pool(kind, window, shape, countsPadding), x.Type, result, node.Graph.As(x, [channels, .. image]));
    }

    private static ImportedValue OverWindows(NodeContext node, ImportedValue x, PoolKind kind, WindowAxis[] windows, bool countsPadding)
    {
        Expression padding = kind == PoolKind.Max ? Number(double.NegativeInfinity) : Number(0);
        ImportedValue seen = Convolutions.Unfold(node, x, windows, padding, imagesLast: false);
        ImportedValue reduced = Reduced(node, seen, kind == PoolKind.Max ? ReduceKind.Max : ReduceKind.Sum, windows.Length);
        if (kind == PoolKind.Max)
        {
            return reduced;
        }

        int[] counts = [1];
        for (int axis = 0; axis < windows.Length; axis++)
        {
            WindowAxis window = windows[axis];
            int extent = x.Shape[axis + 2];
            int[] own = [.. Enumerable.Range(0, window.Outputs(extent)).Select(output => Enumerable.Range(0, window.Kernel).Count(tap => IsCounted(window.InputOf(output, tap), window, extent)))];
            counts = [.. counts.SelectMany(count => own.Select(other => count * other))];
        }

        ImportedValue divisors = ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Float, [.. reduced.Shape.Skip(2)], [.. counts.Select(count => (double)Math.Max(1, count))]));
        return Elements.Of(node, [reduced, divisors], both => Divide(both[0], both[1]));

        bool IsCounted(int input, WindowAxis window, int extent) => countsPadding ? input >= -window.PadBefore && input < extent + window.PadAfter : input >= 0 && input < extent;
    }

    private static ImportedValue LpPool(NodeContext node)
    {
        ImportedValue x = Image(node);
        int power = node.Int("p", 2);
        WindowAxis[] windows = Windows.Of(node, node.Ints("kernel_shape") ?? [], [.. x.Shape.Skip(2)]);
        return Lp(node, Convolutions.Unfold(node, x, windows, Number(0), imagesLast: false), windows.Length, power, isGlobal: false);
    }

    private static ImportedValue GlobalLp(NodeContext node)
    {
        ImportedValue x = Image(node);
        return Lp(node, x, x.Rank - 2, node.Int("p", 2), isGlobal: true);
    }

    private static ImportedValue Lp(NodeContext node, ImportedValue seen, int axes, int power, bool isGlobal)
    {
        if (power < 1)
        {
            throw node.Fail($"p of {power}", "1 or more");
        }

        if (power > 2)
        {
            seen = Elements.Of(node, seen, value => Power(Of(UnaryKind.Abs, value), Number(power)));
        }

        ReduceKind kind = power switch { 1 => ReduceKind.SumOfMagnitudes, 2 => ReduceKind.SumOfSquares, _ => ReduceKind.Sum };
        ImportedValue sum = isGlobal ? ReductionOperators.Reduce(node, seen, kind, [.. Enumerable.Range(seen.Rank - axes, axes)]) : Reduced(node, seen, kind, axes);
        return power switch
        {
            1 => sum,
            2 => Elements.Of(node, sum, Sqrt),
            _ => Elements.Of(node, sum, value => Power(value, Number(1.0 / power))),
        };
    }

    /// <summary>The last axes reduced, and gone.</summary>
    private static ImportedValue Reduced(NodeContext node, ImportedValue value, ReduceKind kind, int axes)
    {
        ImportedValue reduced = ReductionOperators.Reduce(node, value, kind, [.. Enumerable.Range(value.Rank - axes, axes)]);
        return reduced with { Shape = [.. value.Shape.Take(value.Rank - axes)] };
    }

    private static ImportedValue Image(NodeContext node)
    {
        ImportedValue x = node.Input(0);
        return x.Rank > 2 && x.Count > 0 ? x : throw node.Fail($"an input of shape {Shapes.Text(x.Shape)}", "[images, channels, extents]");
    }
}
