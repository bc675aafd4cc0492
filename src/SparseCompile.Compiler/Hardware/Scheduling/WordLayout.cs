namespace SparseCompile.Compiler.Hardware.Scheduling;

/// <summary>Bit widths of a ROM word {valid, last, row, column, weight}.</summary>
/// <param name="Row">ceil(log2 rows).</param>
/// <param name="Column">ceil(log2 columns).</param>
/// <param name="Weight">The weight's width.</param>
internal readonly record struct WordLayout(int Row, int Column, int Weight)
{
    /// <summary>1: this word holds a non-zero.</summary>
    public const int Valid = 1;

    /// <summary>1: this word ends its row.</summary>
    public const int Last = 1;

    /// <summary>All fields together.</summary>
    public int Total => Valid + Last + Row + Column + Weight;
}
