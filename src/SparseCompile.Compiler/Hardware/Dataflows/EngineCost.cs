namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>What one inference of an operator costs on an engine.</summary>
/// <param name="Cycles">From the first operand to the last result written.</param>
public sealed record EngineCost(long Cycles)
{
    /// <summary>Cycles before the next input of a pipelined engine; <see cref="Cycles"/> otherwise.</summary>
    public long Interval { get; init; } = Cycles;

    /// <summary>Multipliers of the engine.</summary>
    public long Multipliers { get; init; }

    /// <summary>Multiply-accumulates that take a cycle of a multiplier.</summary>
    public long Executed { get; init; }

    /// <summary>Of these, multiplications by zero that save their energy.</summary>
    public long Gated { get; init; }

    /// <summary>Of those that were executed, multiplications by a zero weight.</summary>
    public long Wasted { get; init; }

    /// <summary>Multiply-accumulates skipped because the activation is zero.</summary>
    public long SkippedActivations { get; init; }

    /// <summary>Cycles in which lanes wait for the fullest one, as multiplier-cycles.</summary>
    public long ImbalanceStalls { get; init; }

    /// <summary>Cycles lost to conflicts of memory banks.</summary>
    public long ConflictCycles { get; init; }

    /// <summary>Cycles lost to the width of the weight memory.</summary>
    public long BandwidthCycles { get; init; }

    /// <summary>Cycles of filling, draining and handing over.</summary>
    public long OverheadCycles { get; init; }

    /// <summary>Bits read from the weight memory.</summary>
    public long WeightBits { get; init; }

    /// <summary>Bits read from the activation memory.</summary>
    public long ActivationReadBits { get; init; }

    /// <summary>Bits written to the activation memory.</summary>
    public long ActivationWriteBits { get; init; }

    /// <summary>The figures are those of the input, not an estimate.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>Multiply-accumulates by non-zeros, in parts per million of multiplier-cycles.</summary>
    public long UtilisationPpm => Arithmetic.PartsPerMillion(Executed - Wasted, Multipliers * Interval);
}
