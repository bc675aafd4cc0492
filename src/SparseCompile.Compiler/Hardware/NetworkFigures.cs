using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Pipelines;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Everything computed about a network on a target.</summary>
/// <param name="Source">The network.</param>
/// <param name="Target">The accelerator.</param>
/// <param name="Operators">Its operators.</param>
public sealed record NetworkFigures(NetworkSource Source, HardwareTarget Target, IReadOnlyList<OperatorFigures> Operators)
{
    /// <summary>The modules of a streamed target; null for others.</summary>
    public StageGraph? Pipeline { get; init; }

    /// <summary>Cycles of one input from its first value to the last of the output, the link apart.</summary>
    public long LatencyCycles { get; init; }

    /// <summary>Cycles from one input to the next, in one copy, the link apart.</summary>
    public long IntervalCycles { get; init; }

    /// <summary>Cycles are those of every input: the target examines no activations, or all that matter are known.</summary>
    public bool IsExact => Operators.All(op => op.Effective.IsExact);

    /// <summary>Where densities of activations are known from that figures depend on: <c>declared</c>, <c>traced</c>, <c>winners</c>, <c>input</c>; none where no figure depends on any.</summary>
    public IReadOnlyList<string> ActivityBases => [.. Operators.Where(op => op.Active is not null).Select(op => op.ActivityBasis).Distinct().OrderBy(basis => basis, StringComparer.Ordinal)];

    /// <summary>The operator with the longest interval; null without operators.</summary>
    public OperatorFigures? Bottleneck => Operators.OrderByDescending(op => op.Effective.Interval).FirstOrDefault();

    /// <summary>MACs of all operators.</summary>
    public MacCounts Macs => Operators.Aggregate(MacCounts.None, (sum, op) => sum.Plus(op.Macs));

    /// <summary>Energy of all operators.</summary>
    public EnergyEstimate Energy => Operators.Aggregate(EnergyEstimate.None, (sum, op) => sum.Plus(op.Energy));

    /// <summary>Bits of all weights as the target stores them.</summary>
    public long WeightBits => Operators.Sum(op => op.Placement is { } placement ? placement.StoredWords * placement.WordBits : 0);

    /// <summary>Multipliers of one copy.</summary>
    public long Multipliers => Target.IsPipelined
        ? Operators.Sum(op => op.Cost.Multipliers)
        : Target.Engine.Macs;

    /// <summary>MACs by non-zeros in a million multiplier-cycles of one interval.</summary>
    public long UtilisationPpm => Arithmetic.PartsPerMillion(Operators.Sum(op => op.Effective.Executed - op.Effective.Wasted), Multipliers * IntervalCycles);

    /// <summary>Bits of an input and an output on the external link.</summary>
    public long LinkBits => (Source.Graph.InputLength + (long)Source.Graph.OutputLength) * Target.ActivationBits;

    /// <summary>Copies that fit the chip; those that the target states where it states no chip.</summary>
    public int FittingCopies
    {
        get
        {
            if (Target.Chip is not { } chip)
            {
                return Math.Max(1, Target.Copies);
            }

            long bits = chip.MemoryBits / Math.Max(1, WeightBits);
            long multipliers = chip.Multipliers / Math.Max(1, Multipliers);
            return (int)Math.Min(65_536, chip.Regions * Math.Min(bits, multipliers));
        }
    }

    /// <summary>Copies that run; 0 where the network does not fit.</summary>
    public int Copies => Target.Copies == 0 ? FittingCopies : Math.Min(Target.Copies, FittingCopies);

    /// <summary>Whole inferences in a second of all copies together; each round gives every copy one input in turn.</summary>
    public long PerSecond(int copies)
    {
        if (copies == 0)
        {
            return 0;
        }

        decimal link = Target.LinkMegabits == 0 ? 0 : (decimal)LinkBits * Target.ClockMegahertz / Target.LinkMegabits;
        return (long)decimal.Floor(copies * 1_000_000m * Target.ClockMegahertz / Math.Max(1, IntervalCycles + (copies * link)));
    }
}
