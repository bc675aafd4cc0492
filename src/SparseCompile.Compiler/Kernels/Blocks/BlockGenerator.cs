using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Blocks;

/// <summary>Weights pruned in blocks: neighbouring rows read the same inputs, which are fetched once for all of them. BCSR with 16 rows on the lanes, or on those of several narrower vectors.</summary>
internal sealed class BlockGenerator : IKernelGenerator
{
    /// <summary>Lanes that must work for blocks to be considered: any layer can be cut into blocks, few are worth it.</summary>
    private const double LeastUse = 0.5;

    /// <summary>Registers of sums: with eight, a multiply-add never waits for the one before it, and 16 registers are enough.</summary>
    private const int MostSums = 8;

    /// <inheritdoc/>
    public string Name => "blocks";

    /// <inheritdoc/>
    public string Title => "blocks";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) =>
        $"blocks of {spec.Number("h")} x {spec.Number("w")}, rows {RowNames.Describe(spec)}, {spec.Number("g")} x 16 rows side by side";

    /// <summary>The shape of a kernel's blocks.</summary>
    public static BlockShape Shape(KernelSpec spec) => new(spec.Number("h"), spec.Number("w"));

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        if (!context.Costs.Has("sharedStep16") || context.Fixed is { } arrangement && (arrangement.SumsFirst || arrangement.SkipsZeroInputs))
        {
            yield break;
        }

        InputCopy copy = context.Copies[0];
        foreach (BlockShape shape in BlockShape.All.Where(shape => context.Costs.Has(StepOf(shape))))
        {
            foreach (KernelCandidate candidate in Propose(context, copy, shape, context.RowOrders().First()))
            {
                yield return candidate;
            }

            if (context.CanReorder && RowOrdering.ByPattern(context.Matrix, shape.Height) is { } order)
            {
                foreach (KernelCandidate candidate in Propose(context, copy, shape, new RowPermutation("pattern", order)))
                {
                    yield return candidate;
                }
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => [BlockLowering.Lower(kernel, Shape(kernel.Spec), target.Lanes)];

    private IEnumerable<KernelCandidate> Propose(LayerContext context, InputCopy copy, BlockShape shape, RowPermutation order)
    {
        Arrangement layer = context.Arrange(order, copy);
        SparseRows packed = PackedRows.Of(layer.Rows, order.Order.Length);

        // Groups side by side take the steps of the longest: where lanes idle with one at a time, they do with more. Most layers are done with here.
        if (Build(packed, 1) is null)
        {
            yield break;
        }

        foreach (int groups in new[] { 4, 2, 1 }.Where(groups => groups * WindowTable.Lanes <= MostSums * context.Target.Lanes))
        {
            int[] panels = RowPanels.Cut(order.Order.Length, groups);
            if ((groups == 1 || panels.Contains(groups)) && Build(packed, groups) is { } table)
            {
                double time = copy.PackedNanoseconds + (context.IsOutput ? 0 : context.Matrix.Rows * context.Costs["copiedInput"])
                    + PanelTime.Of(context, table.Counts, panels, count => Step(context, shape, count), (_, _) => Loop(context.Costs, shape), (shape.Width, table.Weights.Length, sizeof(float)));
                KernelSpec spec = KernelSpec.Create(Name, ("h", shape.Height), ("w", shape.Width), ("g", groups), ("rows", order.Name));
                yield return context.Offer(spec, layer, time, table.Weights.Length) with { IsMasked = !table.IsFull };
            }
        }

        BlockTable? Build(SparseRows rows, int groups) => BlockTable.Build(rows, RowPanels.Cut(order.Order.Length, groups), shape.Height, shape.Width, copy.Order.Length, LeastUse);
    }

    /// <summary>The cost of a step, by name; targets without it do not have blocks of that shape.</summary>
    private static string StepOf(BlockShape shape) => shape.Width == 4 ? "quadStep" : shape.Height == 16 ? "sharedStep16" : "sharedStep8";

    /// <summary>One multiply-add; a single group is bound by the latency of its chain.</summary>
    private static double Step(LayerContext context, BlockShape shape, int groups)
    {
        double step = context.Cost(StepOf(shape));
        return groups switch { 4 => step, 2 => Math.Max(step, context.Costs["narrowStep2"]), _ => Math.Max(step, context.Costs["narrowStep1"]) };
    }

    /// <summary>The loop around the steps of a panel.</summary>
    private static double Loop(CostTable costs, BlockShape shape) => costs[shape.Width == 1 ? "sharedBlock" : "quadBlock"];
}
