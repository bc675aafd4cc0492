namespace SparseCompile;

/// <summary>Specifies the values of a file that stores only positions (smtx).</summary>
public enum PatternValues
{
    /// <summary>No values: the file is rejected.</summary>
    Refuse,

    /// <summary>Every stored entry is 1.</summary>
    Ones,

    /// <summary>Every stored entry is a pseudo-random, non-zero value in [-1, 1] computed from its row and column.</summary>
    Seeded,
}
