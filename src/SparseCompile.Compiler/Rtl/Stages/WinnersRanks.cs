namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>The ranks that a k-winners stage counts.</summary>
public static class WinnersRanks
{
    /// <summary>Counters of a histogram, and cycles of its scan: a rank is an int8.</summary>
    public const int Count = 256;
}
