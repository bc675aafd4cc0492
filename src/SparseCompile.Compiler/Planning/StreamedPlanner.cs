using System.Globalization;
using SparseCompile.Compiler.Networks;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Finds the best streamed kernel of a layer: order of inputs where it is free, order of rows, groups to a block.</summary>
internal sealed class StreamedPlanner(NetworkNode node, bool isLast, CostTable costs)
{
    private readonly CsrMatrix _matrix = node.Layer.Weights;
    private readonly List<KernelCandidate> _candidates = [];
    private LayerPlan? _best;

    /// <summary>The input at each place, of the best plan.</summary>
    public int[] InputOrder { get; private set; } = [];

    /// <summary>Plans the first layer, whose inputs may be put in another order while they are copied.</summary>
    public LayerPlan PlanFirst()
    {
        Consider(ColumnOrdering.Natural(_matrix.Columns), "", _matrix.Columns * costs.CopiedInput);
        if (ColumnOrdering.Spread(_matrix) is { } spread)
        {
            Consider(spread, ", inputs spread", _matrix.Columns * costs.ScatteredInput);
        }

        return Finish();
    }

    /// <summary>Plans a layer whose inputs are where the layer before left them.</summary>
    /// <param name="inputOrder">The input at each place.</param>
    public LayerPlan PlanNext(int[] inputOrder)
    {
        Consider(inputOrder, "", 0);
        return Finish();
    }

    private LayerPlan Finish()
    {
        _best!.Candidates = _candidates;
        _best.DenseNanoseconds = costs.DenseLayer + ((double)node.Declared.Inputs * node.Declared.Outputs * costs.DenseMac);
        return _best;
    }

    private void Consider(int[] inputOrder, string remark, double cost)
    {
        int[] columnPlace = RowOrdering.Inverse(inputOrder, _matrix.Columns);
        foreach (bool sorted in new[] { false, true })
        {
            if (sorted && isLast && _matrix.Rows > RowOrdering.MaxReordered)
            {
                continue;
            }

            int[] order = sorted ? RowOrdering.ByLength(_matrix) : RowOrdering.Natural(_matrix);
            SparseRows rows = RowOrdering.Arrange(_matrix, order, columnPlace, isLast);
            foreach (int groups in new[] { 4, 2, 1 })
            {
                int[] blocks = BlockSizes.Cut(rows.Positions, groups);
                if (groups == 1 || blocks.Contains(groups))
                {
                    string rowsRemark = sorted ? "by length" : "in order";
                    string description = string.Format(
                        CultureInfo.InvariantCulture, "streamed lookup, rows {0}, {1} x 16 rows a window of 64{2}", rowsRemark, groups, remark);
                    Price(new LayerPlan(node, isLast, order, rows, RowOrdering.ArrangeBias(node.Layer.Bias, order, isLast), blocks), inputOrder, description, cost);
                }
            }
        }
    }

    private void Price(LayerPlan plan, int[] inputOrder, string description, double cost)
    {
        WindowTable table = WindowTable.Build(plan.Rows, plan.GroupsPerBlock);
        long bytes = table.Weights.LongLength * (sizeof(float) + sizeof(byte));
        double time = cost + costs.LayerCall + (isLast && !plan.IsInOrder ? _matrix.Rows * costs.ReorderedRow : 0);
        for (int block = 0; block < table.Counts.Length; block++)
        {
            time += costs.StreamedBlock + (table.Counts[block] * costs.StreamedBlockStep(plan.GroupsPerBlock[block], bytes));
        }

        _candidates.Add(new KernelCandidate(description, time));
        if (_best is null || time < _best.EstimatedNanoseconds)
        {
            plan.Family = KernelFamily.StreamedLookup;
            plan.Reason = description;
            plan.EstimatedNanoseconds = time;
            plan.LaneUtilisation = table.Weights.Length == 0 ? 1 : (double)_matrix.NonZeros / table.Weights.Length;
            (_best, InputOrder) = (plan, inputOrder);
        }
    }
}
