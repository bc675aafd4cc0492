using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Axes reduced to one element each, and what is made of such reductions.</summary>
internal static class ReductionOperators
{
    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["ReduceSum"] = node => [Reduce(node, ReduceKind.Sum, 13)],
        ["ReduceMean"] = node => [Reduce(node, ReduceKind.Mean, 18)],
        ["ReduceMax"] = node => [Reduce(node, ReduceKind.Max, 18)],
        ["ReduceMin"] = node => [Reduce(node, ReduceKind.Min, 18)],
        ["ReduceProd"] = node => [Reduce(node, ReduceKind.Product, 18)],
        ["ReduceL1"] = node => [Reduce(node, ReduceKind.SumOfMagnitudes, 18)],
        ["ReduceSumSquare"] = node => [Reduce(node, ReduceKind.SumOfSquares, 18)],
        ["ReduceL2"] = node => [Elements.Of(node, Reduce(node, ReduceKind.SumOfSquares, 18), Sqrt)],
        ["ReduceLogSum"] = node => [Elements.Of(node, Reduce(node, ReduceKind.Sum, 18), Log)],
        ["ReduceLogSumExp"] = node => [LogSumExp(node)],
        ["ArgMax"] = node => [ArgReduce(node, isMax: true)],
        ["ArgMin"] = node => [ArgReduce(node, isMax: false)],
        ["Softmax"] = node => [Softmax(node, isLog: false)],
        ["LogSoftmax"] = node => [Softmax(node, isLog: true)],
        ["Hardmax"] = node => [Hardmax(node)],
    };

    /// <summary>Reduces axes that stay with an extent of 1.</summary>
    public static ImportedValue Reduce(NodeContext node, ImportedValue value, ReduceKind kind, int[] axes)
    {
        int[] ordered = [.. axes.OrderBy(axis => axis)];
        int[] shape = [.. value.Shape.Select((extent, axis) => ordered.Contains(axis) ? 1 : extent)];
        Reduce reduce = new(kind, Shape.Of(value.Shape), ordered.ToEquatableArray(), KeepsAxes: true);
        return node.Graph.Add(reduce, value.Type, shape, node.Graph.AnyOf(value));
    }

    private static ImportedValue Reduce(NodeContext node, ReduceKind kind, int inputSince)
    {
        ImportedValue value = node.Input(0);
        if (Axes(node, inputSince) is not { } axes)
        {
            return value;
        }

        ImportedValue reduced = Reduce(node, value, kind, axes);
        return node.Int("keepdims", 1) != 0 ? reduced : reduced with { Shape = [.. value.Shape.Where((_, axis) => !axes.Contains(axis))] };
    }

    /// <summary>The axes that are reduced; null where nothing is.</summary>
    private static int[]? Axes(NodeContext node, int inputSince)
    {
        int rank = node.Input(0).Rank;
        int[]? axes = ShapeOperators.Axes(node, node.Version >= inputSince ? 1 : int.MaxValue, rank);
        return axes is { Length: > 0 } ? axes : node.Int("noop_with_empty_axes", 0) != 0 ? null : [.. Enumerable.Range(0, rank)];
    }

    private static ImportedValue LogSumExp(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        if (Axes(node, 18) is not { } axes)
        {
            return value;
        }

        // The largest is taken out, so that no exponential overflows.
        ImportedValue largest = Reduce(node, value, ReduceKind.Max, axes);
        ImportedValue powers = Elements.Of(node, [value, largest], both => Exp(Subtract(both[0], both[1])));
        ImportedValue sum = Reduce(node, powers, ReduceKind.Sum, axes);
        ImportedValue result = Elements.Of(node, [sum, largest], both => Add(Log(both[0]), both[1]));
        return node.Int("keepdims", 1) != 0 ? result : result with { Shape = [.. value.Shape.Where((_, axis) => !axes.Contains(axis))] };
    }

    private static ImportedValue ArgReduce(NodeContext node, bool isMax)
    {
        ImportedValue value = node.Input(0);
        int axis = node.Axis(node.Int("axis", 0), value.Rank);
        bool keeps = node.Int("keepdims", 1) != 0;
        int[] shape = [.. value.Shape.Select((extent, own) => own == axis ? 1 : extent).Where((_, own) => keeps || own != axis)];
        ArgReduce reduce = new(isMax, node.Int("select_last_index", 0) != 0, Shape.Of(value.Shape), axis, keeps);
        return node.Graph.Add(reduce, OnnxElementType.Int64, shape, node.Graph.AnyOf(value));
    }

    /// <summary>Axes of a softmax: one, or before version 13 all from one on.</summary>
    private static int[] SoftmaxAxes(NodeContext node)
    {
        int rank = node.Input(0).Rank;
        if (node.Version >= 13)
        {
            return [node.Axis(node.Int("axis", -1), rank)];
        }

        int first = node.Int("axis", 1);
        first = first == rank ? rank : node.Axis(first, rank);
        return [.. Enumerable.Range(first, rank - first)];
    }

    private static ImportedValue Softmax(NodeContext node, bool isLog)
    {
        ImportedValue value = node.Input(0);
        int[] axes = SoftmaxAxes(node);
        if (!isLog && value.Constant is null && Shapes.CountOf(axes.Select(axis => value.Shape[axis])) == value.Count)
        {
            // Over all values: what a layer can end in.
            return node.Graph.Add(new Elementwise(new ActivationFunction(ActivationKind.Softmax)), value.Type, value.Shape, node.Graph.As(value, value.Count));
        }

        ImportedValue largest = Reduce(node, value, ReduceKind.Max, axes);
        ImportedValue powers = Elements.Of(node, [value, largest], both => Exp(Subtract(both[0], both[1])));
        ImportedValue sum = Reduce(node, powers, ReduceKind.Sum, axes);
        return isLog
            ? Elements.Of(node, [value, largest, sum], all => Subtract(Subtract(all[0], all[1]), Log(all[2])))
            : Elements.Of(node, [powers, sum], both => Divide(both[0], both[1]));
    }

    /// <summary>1 at the first of the largest elements, 0 elsewhere.</summary>
    private static ImportedValue Hardmax(NodeContext node)
    {
        ImportedValue value = node.Input(0);
        int[] axes = SoftmaxAxes(node);
        int[] outer = [.. value.Shape.Take(axes.Length == 0 ? value.Rank : axes[0])];
        bool isOne = axes.Length == 1;
        int[] shape = isOne ? value.Shape : [.. outer, Shapes.CountOf(value.Shape.Skip(outer.Length))];
        int axis = isOne ? axes[0] : outer.Length;
        int[] kept = [.. shape.Select((extent, own) => own == axis ? 1 : extent)];
        ImportedValue flat = ShapeOperators.As(node, value, shape);
        ImportedValue first = node.Graph.Add(new ArgReduce(true, false, Shape.Of(shape), axis, true), OnnxElementType.Int64, kept, node.Graph.AnyOf(flat));
        double[] coordinates = [.. Enumerable.Range(0, shape[axis]).Select(i => (double)i)];
        ImportedValue places = ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Int64, [shape[axis], .. Enumerable.Repeat(1, shape.Length - axis - 1)], coordinates));
        return ShapeOperators.As(node, Elements.Of(node, [places, first], both => Equal(both[0], both[1]), value.Type), value.Shape);
    }
}
