using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Scheduling.Tensors;
using SparseCompile.Compiler.Targets;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tensors;

/// <summary>Prints the calls of tensor operators.</summary>
internal static class TensorPrinter
{
    /// <summary>Prints a step.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="step">The step.</param>
    /// <param name="context">The model.</param>
    /// <param name="target">The target.</param>
    public static void Print(SourceWriter writer, TensorStep step, GenerationContext context, Target target)
    {
        string identifier = context.IdentifierOf(step.Node);
        string lanes = target.Lanes == 1 ? LanesOne : $"{QualifiedNames.Runtime}Lanes{Literals.Integer(32 * target.Lanes)}";
        string operands = string.Join(", ", step.Inputs.Select(input => input.Name));
        string to = step.Output.Name;
        if (step.Node.Order.Length == 0)
        {
            return;
        }

        writer.Line(step.Node.Operator switch
        {
            Map => MapCall(step, context, lanes),
            Reduce reduce => $"{TensorReduce}.Run<{lanes}, {Kind(reduce.Kind)}>({operands}, {to}, {Axes(step.Node, reduce)}, {Literals.Float(reduce.Kind == ReduceKind.Mean ? reduce.Count : 1)});",
            ArgReduce arg => $"{TensorArg}.{(arg.IsMax ? "Max" : "Min")}({operands}, {to}, {Extents(arg)}, {(arg.SelectsLast ? "true" : "false")});",
            MatMul product => $"{TensorProduct}.Run<{lanes}>({operands}, {to}, {Pairs(product)}, {product.Rows}, {product.Inner}, {product.Columns});",
            Gather gather => $"{TensorGather}.Run({(gather.Known is null ? "" : identifier + ".Data.Values, ")}{operands}, {to}, "
                + $"{gather.Indices.Length}, {gather.Outer}, {gather.Data.Extents[gather.Axis]}, {gather.Inner});",
            TensorOperator other => throw new InvalidOperationException($"No code for {other.GetType().Name}."),
        });
    }

    private static string MapCall(TensorStep step, GenerationContext context, string lanes)
    {
        (MapCode code, IReadOnlyList<int> bases) = context.Maps.Of(step.Node);
        IEnumerable<string> operands = step.Inputs.Select((input, i) => KernelBody.At(input.Name, bases[i]));
        return $"{context.IdentifierOf(code.Owner)}.Run<{lanes}>({string.Join(", ", [step.Output.Name, .. operands])});";
    }

    private static string Kind(ReduceKind kind) => QualifiedNames.Runtime + (kind switch
    {
        ReduceKind.Sum or ReduceKind.Mean => "ReduceSum",
        ReduceKind.Max => "ReduceMax",
        ReduceKind.Min => "ReduceMin",
        ReduceKind.Product => "ReduceProduct",
        ReduceKind.SumOfSquares => "ReduceSumOfSquares",
        ReduceKind.SumOfMagnitudes => "ReduceSumOfMagnitudes",
        _ => throw new InvalidOperationException($"No code for {kind}."),
    });

    /// <summary>The axes that stay, those whose elements follow one another last; then the axes that are reduced.</summary>
    private static string Axes(TensorPlan plan, Reduce reduce)
    {
        IReadOnlyList<int> extents = reduce.Input.Extents;
        View from = MemoryView.Of(View.Whole(reduce.Input), extents, plan.ImageOf(0))!;
        View to = MemoryView.Of(TensorViews.ReducedView(reduce), extents, plan.OutputImage)!;
        int[] kept = [.. Enumerable.Range(0, extents.Count).Where(axis => !reduce.Axes.Contains(axis))];
        LoopNest outer = Loops(kept), inner = Loops([.. reduce.Axes]);
        return $"{List(outer, [0, 1])}, {List(inner, [0])}";

        LoopNest Loops(int[] axes) => LoopNest.Of([.. axes.Select(axis => extents[axis])], [Of(from, axes), Of(to, axes)]);

        static View Of(View view, int[] axes) => View.Strided(0, axes.Select(axis => view.Axes[axis].Stride));
    }

    private static string List(LoopNest loops, int[] views) =>
        $"[{string.Join(", ", loops.Axes.SelectMany(axis => views.Select(view => axis.Views[view].Stride).Prepend(axis.Extent)).Select(value => Literals.Integer(value)))}]";

    private static string Extents(ArgReduce arg)
    {
        int inner = arg.Input.Extents.Skip(arg.Axis + 1).Aggregate(1, (product, extent) => product * extent);
        int count = arg.Input.Extents[arg.Axis];
        return $"{arg.Input.Length / count / inner}, {count}, {inner}";
    }

    private static string Pairs(MatMul product)
    {
        int[] left = product.MatricesOf(product.Left), right = product.MatricesOf(product.Right);
        return $"[{string.Join(", ", left.SelectMany((matrix, i) => new[] { matrix, right[i] }).Select(value => Literals.Integer(value)))}]";
    }
}
