namespace SparseCompile;

/// <summary>What stands in for the values of a file that stores positions only (smtx).</summary>
public enum PatternValues
{
    /// <summary>Nothing: such a file is refused.</summary>
    Refuse,

    /// <summary>Every entry is 1.</summary>
    Ones,

    /// <summary>A fixed pseudo-random value in [-1, 1], never 0, computed from row and column.</summary>
    Seeded,
}
