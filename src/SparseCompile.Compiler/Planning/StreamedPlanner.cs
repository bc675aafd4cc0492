using System.Globalization;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Scheduling.LoadBalancing;
using SparseCompile.Compiler.Scheduling.Permutations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Finds the best table-driven kernel of a layer: order of inputs where it is free, order of rows, family, groups to a block.</summary>
internal sealed class StreamedPlanner(NetworkNode node, bool isLast, double inputSparsity, KernelChoice? choice, CostTable costs)
{
    /// <summary>Lanes that must work for the block family to be considered: any layer can be cut into blocks, few are worth it.</summary>
    private const double LeastUse = 0.5;

    /// <summary>Bytes of a non-zero in a column: weight and row.</summary>
    private const int ColumnBytes = 8;

    /// <summary>Bytes of a streamed step, for which the cost table says what they cost from the level-3 cache.</summary>
    private const int StreamedBytes = 80;

    /// <summary>Time that rows by pace take at least of rows by length: 0.87 of the steps of random layers. A lookup further behind than that is not searched.</summary>
    private const double LeastPaced = 0.85;

    private readonly CsrMatrix _matrix = node.Layer.Weights;
    private readonly int _passes = SumRows.Passes(node.Layer.Weights.RowStarts, node.Layer.Weights.Values);
    private readonly List<KernelCandidate> _candidates = [];
    private readonly List<PaceableLookup> _paceable = [];
    private LayerPlan? _best;

    /// <summary>The input at each place, of the best plan.</summary>
    public int[] InputOrder { get; private set; } = [];

    /// <summary>Plans the first layer, whose inputs may be put in another order while they are copied.</summary>
    public LayerPlan PlanFirst()
    {
        InputCopy copied = new(ColumnOrdering.Natural(_matrix.Columns), "", _matrix.Columns * costs.CopiedInput, _matrix.Columns * costs.CopiedInput);
        ConsiderColumns(copied);
        ConsiderBlocks(copied);
        ConsiderLookups(copied);
        ConsiderScattered(ColumnOrdering.Spread(_matrix), ", inputs spread");
        ConsiderScattered(ColumnPacing.Order(_matrix), ", inputs by pace");
        return Finish();
    }

    /// <summary>Plans a layer whose inputs are where the layer before left them.</summary>
    /// <param name="inputOrder">The input at each place.</param>
    public LayerPlan PlanNext(int[] inputOrder)
    {
        InputCopy copy = new(inputOrder, "", 0, inputOrder.Length * costs.CopiedInput);
        ConsiderColumns(copy);
        ConsiderBlocks(copy);
        ConsiderLookups(copy);
        return Finish();
    }

    /// <summary>Inputs in an order of their own, where one was found.</summary>
    private void ConsiderScattered(int[]? order, string remark)
    {
        if (order is not null)
        {
            double slots = _matrix.Columns * costs.ScatteredInput;
            ConsiderLookups(new InputCopy(order, remark, slots, slots + (order.Length * costs.CopiedInput)));
        }
    }

    private IReadOnlyList<KernelFamily> Lookups => _passes > 0
        ? [KernelFamily.StreamedLookup, KernelFamily.SignedLookup, KernelFamily.NarrowLookup, KernelFamily.NarrowSignedLookup]
        : [KernelFamily.StreamedLookup, KernelFamily.NarrowLookup];

    private LayerPlan Finish()
    {
        ConsiderPaced();
        _best!.Candidates = _candidates;
        _best.DenseNanoseconds = costs.DenseLayer + ((double)node.Declared.Inputs * node.Declared.Outputs * costs.DenseMac);
        return _best;
    }

    /// <summary>The columns of inputs that are not zero, where some are likely to be.</summary>
    private void ConsiderColumns(InputCopy copy)
    {
        if (inputSparsity <= 0)
        {
            return;
        }

        int[] order = RowOrdering.Natural(_matrix);
        SparseRows rows = Arrange(order, copy);
        double visited = 1 - inputSparsity;
        double step = costs.ColumnMac + (costs.FarStep((long)(visited * _matrix.NonZeros) * ColumnBytes) * ColumnBytes / StreamedBytes);
        double time = copy.SlotNanoseconds + (copy.Order.Length * costs.ListedInput) + (rows.Positions * 2 * costs.CopiedInput)
            + (visited * ((_matrix.Columns * costs.Column) + (_matrix.NonZeros * step)));
        LayerPlan plan = Plan(KernelFamily.SparseActivations, order, rows, BlockSizes.Cut(rows.Positions, 1), copy, _matrix.NonZeros);
        Propose(plan, copy, $"sparse activations, columns of non-zero inputs, {Percent(inputSparsity)} of them taken for zero", time);
    }

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private void ConsiderLookups(InputCopy copy)
    {
        LookupForm[] forms = [.. Lookups.Select(family => new LookupForm(_matrix, isLast, family, copy, family.SumsFirst() ? _passes : 0))];
        foreach (bool sorted in new[] { false, true })
        {
            if (sorted && isLast && _matrix.Rows > RowOrdering.MaxReordered)
            {
                continue;
            }

            int[] order = sorted ? RowOrdering.ByLength(_matrix) : RowOrdering.Natural(_matrix);
            SparseRows rows = Arrange(order, copy);
            foreach (int groups in new[] { 4, 2, 1 })
            {
                foreach (LookupForm form in forms)
                {
                    // Passes have to be laid out to be counted: with as many groups as there are rows for, no fewer.
                    bool isConsidered = form.Passes == 1 || groups == 4 || Blocks(form.Positions, 2 * groups) is null;
                    if (isConsidered && Blocks(form.Positions, groups) is { } blocks)
                    {
                        double time = ProposeLookup(form, form.Describe(sorted ? "by length" : "in order", groups), order, rows, blocks, form.Count(order, rows, blocks));
                        if (sorted && form.CanBePaced && blocks.Length > 1)
                        {
                            _paceable.Add(new PaceableLookup(form, groups, time));
                        }
                    }
                }
            }
        }
    }

    /// <summary>Rows by pace: once a family, where that could make it the best, and where it was measured to be.</summary>
    private void ConsiderPaced()
    {
        foreach (IGrouping<KernelFamily, PaceableLookup> family in _paceable.GroupBy(lookup => lookup.Form.Family))
        {
            PaceableLookup best = family.OrderBy(lookup => lookup.Nanoseconds).First();
            bool isPromising = best.Nanoseconds * LeastPaced < _best!.EstimatedNanoseconds;
            foreach (PaceableLookup lookup in family.Where(lookup => (lookup == best && isPromising) || lookup.Paced == choice?.Kernel))
            {
                ConsiderPaced(lookup);
            }
        }
    }

    private void ConsiderPaced(PaceableLookup lookup)
    {
        int[] blocks = BlockSizes.Cut(lookup.Form.Positions, lookup.Groups);
        LaneAssignment lanes = lookup.Form.Assign(RowOrdering.ByLength(_matrix), blocks);
        long steps = lanes.Steps;
        RowPacing.Improve(lanes, _matrix.NonZeros);
        if (lanes.Steps < steps)
        {
            ProposeLookup(lookup.Form, lookup.Paced, lanes.Order, Arrange(lanes.Order, lookup.Form.Copy), blocks, lanes.Counts);
        }
    }

    /// <summary>Proposes a lookup that takes so many steps.</summary>
    /// <returns>Its estimate.</returns>
    private double ProposeLookup(LookupForm form, string description, int[] order, SparseRows rows, int[] blocks, int[] counts)
    {
        int[] groups = [.. counts.Select((_, pass) => blocks[pass / form.Passes])];
        long laneSlots = counts.Select((count, pass) => (long)count * groups[pass] * WindowTable.Lanes).Sum();
        double copies = form.IsNarrow ? PackedCopies(form.Copy) : form.Copy.SlotNanoseconds;
        double time = copies + Time(counts, groups, groups => costs.LookupStep(form.Family, groups), costs.StreamedBlock, 1, laneSlots, form.Bytes);
        LayerPlan plan = Plan(form.Family, order, rows, blocks, form.Copy, laneSlots);
        Propose(plan, form.Copy, description, time);
        return plan.EstimatedNanoseconds;
    }

    /// <summary>Rows that share their inputs, as they are or brought together.</summary>
    private void ConsiderBlocks(InputCopy copy)
    {
        int[] natural = RowOrdering.Natural(_matrix);
        SparseRows rows = Arrange(natural, copy);
        foreach (BlockShape shape in BlockShape.All)
        {
            ConsiderBlocks(copy, shape, natural, rows, "in order");
            if ((!isLast || _matrix.Rows <= RowOrdering.MaxReordered) && RowOrdering.ByPattern(_matrix, shape.Height) is { } order)
            {
                ConsiderBlocks(copy, shape, order, Arrange(order, copy), "by pattern");
            }
        }
    }

    private void ConsiderBlocks(InputCopy copy, BlockShape shape, int[] order, SparseRows rows, string rowsRemark)
    {
        SparseRows packed = PackedRows.Of(rows, order.Length);

        // Groups side by side take the steps of the longest: where lanes idle with one at a time, they do with more. Most layers are done with here.
        if (BlockTable.Build(packed, BlockSizes.Cut(order.Length, 1), shape.Height, shape.Width, copy.Order.Length, LeastUse) is null)
        {
            return;
        }

        foreach (int groups in new[] { 4, 2, 1 })
        {
            if (Blocks(order.Length, groups) is { } blocks && BlockTable.Build(packed, blocks, shape.Height, shape.Width, copy.Order.Length, LeastUse) is { } table)
            {
                double time = PackedCopies(copy) + Time(table.Counts, blocks, groups => costs.BlockStep(shape, groups), costs.BlockLoop(shape), shape.Width, table.Weights.Length, sizeof(float));
                LayerPlan plan = Plan(KernelFamily.Blocks, order, rows, blocks, copy, table.Weights.Length);
                plan.Blocks = shape;
                Propose(plan, copy, $"blocks of {shape.Height} x {shape.Width}, rows {rowsRemark}, {groups} x 16 rows side by side", time);
            }
        }
    }

    private SparseRows Arrange(int[] order, InputCopy copy) => RowOrdering.Arrange(_matrix, order, RowOrdering.Inverse(copy.Order, _matrix.Columns), isLast);

    /// <summary>Groups cut into blocks of this many; null where there are too few for one such block.</summary>
    private static int[]? Blocks(int positions, int groups)
    {
        int[] blocks = BlockSizes.Cut(positions, groups);
        return groups == 1 || blocks.Contains(groups) ? blocks : null;
    }

    /// <summary>What a packed family copies: its inputs, and its results unless they are the output.</summary>
    private double PackedCopies(InputCopy copy) => copy.PackedNanoseconds + (isLast ? 0 : _matrix.Rows * costs.CopiedInput);

    /// <summary>Time of the loops over steps.</summary>
    /// <param name="counts">Steps of each block.</param>
    /// <param name="groupsPerBlock">Groups of each block.</param>
    /// <param name="step">Time of a step of one group, by the groups of its block.</param>
    /// <param name="perBlock">Time of the loop around a block's steps.</param>
    /// <param name="perStep">Multiply-adds of a step.</param>
    /// <param name="lanes">Lanes of all steps, idle ones included.</param>
    /// <param name="bytes">Bytes of tables a lane.</param>
    private double Time(int[] counts, int[] groupsPerBlock, Func<int, double> step, double perBlock, int perStep, long lanes, int bytes)
    {
        double far = costs.FarStep(lanes * bytes) * bytes * WindowTable.Lanes / StreamedBytes;
        double time = 0;
        for (int block = 0; block < counts.Length; block++)
        {
            int groups = groupsPerBlock[block];
            time += perBlock + ((double)counts[block] * groups * perStep * (far + step(groups)));
        }

        return time;
    }

    private LayerPlan Plan(KernelFamily family, int[] order, SparseRows rows, int[] blocks, InputCopy copy, long laneSlots) =>
        new(node, isLast, copy.Order.Length, order, rows, RowOrdering.ArrangeBias(node.Layer.Bias, order, isLast), blocks)
        {
            Family = family,
            LaneUtilisation = laneSlots == 0 ? 1 : (double)_matrix.NonZeros / laneSlots,
        };

    private void Propose(LayerPlan plan, InputCopy copy, string description, double time)
    {
        time += costs.LayerCall + (isLast && !plan.IsInOrder ? _matrix.Rows * costs.ReorderedRow : 0);
        _candidates.Add(new KernelCandidate(description, time));
        plan.Kernel = description;
        plan.Reason = description;
        plan.EstimatedNanoseconds = time;

        // What was measured to be best is chosen before anything that is estimated to be.
        bool isChosen = description == choice?.Kernel;
        if (isChosen || _best is null || (_best.Kernel != choice?.Kernel && time < _best.EstimatedNanoseconds))
        {
            plan.Reason += isChosen ? ", measured to be the fastest" : "";
            (_best, InputOrder) = (plan, copy.Order);
        }
    }
}
