using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// Complementary sets: M multipliers take M places of the sets in a cycle, column by column, and route each product to the row that it belongs to. Weights that are used at one position come through a
/// port of limited width. With sparse activations only the columns of those that are not zero are selected, in ascending order; columns of one bank are not read in the same cycle.
/// </summary>
internal sealed class ComplementaryEngine : IEngine
{
    /// <summary>Cycles from the last selection to the last result: multiply, route, sum, write.</summary>
    public const int Depth = 4;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["select", "multiply", "route", "sum", "write"];

    /// <inheritdoc/>
    public string Formula => "sum over positions of ceil(places of selected columns / rate), + 4; rate = min(multipliers, floor(port / word bits)) at one position, else multipliers";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        ComplementarySets sets = work.Target.Zeros == ZeroHandling.None ? ComplementarySets.Unpacked(work.Weights) : ComplementarySets.Pack(work.Weights, work.Target.WeightBits);
        List<PlacedWord>[] lanes = [.. Enumerable.Range(0, sets.Depths.Length).Select(_ => new List<PlacedWord>())];
        foreach ((int set, PlacedWord word) in sets.Words(work))
        {
            lanes[set].Add(word);
        }

        return new Placement([.. lanes.Select(lane => lane.OrderBy(word => word.Slot).ToArray())], sets.Depths.DefaultIfEmpty(0).Max() * (long)work.Columns,
            work.Target.WeightBits + Arithmetic.IndexBits(sets.RowsPerSet))
        {
            RowsPerSet = sets.RowsPerSet,
            SetDepths = sets.Depths,
            StoredWords = sets.Slots,
        };
    }

    /// <summary>Places taken in a cycle.</summary>
    public static long Rate(MatrixWork work, Placement placement)
    {
        bool isPort = work.Positions == 1 && work.Target.Weights.WidthBits > 0;
        return isPort ? Math.Max(1, Math.Min(work.Lanes, work.Target.Weights.WidthBits / placement.WordBits)) : work.Lanes;
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        long rate = Rate(work, placement);
        long perColumn = placement.SetDepths.Sum(depth => (long)depth);
        bool isSelecting = work.Target.Zeros == ZeroHandling.SkipBoth;
        (long cycles, long conflicts, long columns) = isSelecting
            ? Selected(work, perColumn, rate, activity)
            : (Arithmetic.CeilingDivide(perColumn * work.Columns, rate) * work.Positions, 0L, (long)work.Columns * work.Positions);
        long unlimited = isSelecting ? Selected(work, perColumn, work.Lanes, activity).Cycles : Arithmetic.CeilingDivide(perColumn * work.Columns, work.Lanes) * work.Positions;
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        bool isDense = work.Target.Zeros == ZeroHandling.None;
        long executed = isDense ? perColumn * columns : isSelecting ? work.Remaining(activity) : nonZeros;
        return new EngineCost(cycles + Depth)
        {
            Interval = Math.Max(1, cycles),
            Multipliers = rate,
            Executed = executed,
            Wasted = isDense ? executed - nonZeros : 0,
            SkippedActivations = isSelecting ? nonZeros - executed : 0,
            ImbalanceStalls = Math.Max(0, (cycles * rate) - executed),
            ConflictCycles = conflicts,
            BandwidthCycles = Math.Max(0, cycles - unlimited),
            OverheadCycles = Depth,
            WeightBits = perColumn * columns * placement.WordBits,
            ActivationReadBits = columns * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
            IsExact = !isSelecting || activity.IsExact,
        };
    }

    /// <summary>Places of the selected columns stream through the multipliers, in order; columns of one bank are not read in the same cycle.</summary>
    private static (long Cycles, long Conflicts, long Columns) Selected(MatrixWork work, long perColumn, long rate, InputActivity activity)
    {
        if (perColumn == 0)
        {
            return (0, 0, 0);
        }

        if (!activity.IsExact)
        {
            long active = activity.Share(work.Columns);
            return (Arithmetic.CeilingDivide(active * perColumn, rate) * work.Positions, 0, active * work.Positions);
        }

        long cycles = 0, conflicts = 0, columns = 0;
        bool differs = activity.DiffersByPosition(work);
        for (int position = 0; position < (differs ? work.Positions : 1); position++)
        {
            (long selected, long steps) = OnePosition(work, activity, position, perColumn, rate);
            cycles += steps;
            conflicts += steps - Arithmetic.CeilingDivide(selected * perColumn, rate);
            columns += selected;
        }

        long times = differs ? 1 : work.Positions;
        return (cycles * times, conflicts * times, columns * times);
    }

    /// <summary>Columns that are selected at a position, and the cycles that they take.</summary>
    private static (long Columns, long Cycles) OnePosition(MatrixWork work, InputActivity activity, int position, long perColumn, long rate)
    {
        int banks = work.Target.Activations.Banks;
        HashSet<int> read = [];
        long columns = 0, cycles = 0, used = rate;
        for (int column = 0; column < work.Columns; column++)
        {
            if (!activity.IsNonZero(work.Element(column, position)))
            {
                continue;
            }

            columns++;
            int bank = banks == 0 ? column : column % banks;
            bool isConflict = read.Contains(bank);
            long room = isConflict ? 0 : rate - used;
            long left = Math.Max(0, perColumn - room);
            long more = Arithmetic.CeilingDivide(left, rate);
            if (isConflict || more > 0)
            {
                // What is left of the column begins cycles of its own, in the last of which others may join it.
                cycles += more;
                used = left - ((more - 1) * rate);
                read.Clear();
            }
            else
            {
                used += perColumn;
            }

            read.Add(bank);
        }

        return (columns, cycles);
    }
}
