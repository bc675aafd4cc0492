namespace SparseCompile.Compiler.Hardware.Scheduling;

/// <summary>What each lane does for one layer, and the exact cycle counts that follow.</summary>
/// <param name="LaneWords">For each lane the indices of its non-zeros in the matrix's order of storage; row r is on lane r mod lanes, rows ascending.</param>
/// <param name="WordBits">The widths of a ROM word.</param>
/// <param name="NonZeros">Words with valid = 1, all lanes together.</param>
/// <param name="ConstantRows">Rows without a non-zero: their output, activation(bias), is a constant and takes no word.</param>
internal sealed record LaneSchedule(int[][] LaneWords, WordLayout WordBits, long NonZeros, int ConstantRows)
{
    /// <summary>Cycles beside the fetches: accept one input, let the last word accumulate, let it write back.</summary>
    public const int OverheadCycles = 3;

    /// <summary>How many lanes there are.</summary>
    public int Lanes => LaneWords.Length;

    /// <summary>D: words of the fullest lane. Each lane's ROM is this deep.</summary>
    public long Depth { get; } = LaneWords.Max(words => words.LongLength);

    /// <summary>Cycles from the input's acceptance to the last write-back.</summary>
    public long LatencyCycles => Depth + 2;

    /// <summary>Cycles from one acceptance to the next.</summary>
    public long IntervalCycles => Depth + OverheadCycles;

    /// <summary>Lane-cycles of an interval in which a lane fetches a valid word.</summary>
    public long BusyLaneCycles => NonZeros;

    /// <summary>Lane-cycles in which a lane has run out of words and fetches valid = 0 because a fuller lane has not.</summary>
    public long StallLaneCycles => (Lanes * Depth) - NonZeros;

    /// <summary>Lane-cycles of accepting and draining.</summary>
    public long OverheadLaneCycles => (long)Lanes * OverheadCycles;

    /// <summary>Lane-cycles of an interval without a fetched non-zero.</summary>
    public long IdleLaneCycles => StallLaneCycles + OverheadLaneCycles;

    /// <summary>Bits of all lanes' ROMs, padding words included.</summary>
    public long RomBits => Lanes * Depth * WordBits.Total;
}
