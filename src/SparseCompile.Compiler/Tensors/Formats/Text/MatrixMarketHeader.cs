using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>The banner and the size line of a Matrix Market file.</summary>
/// <param name="Field">Type of the values, in lower case, as written.</param>
/// <param name="Symmetry">Which entries are implied.</param>
/// <param name="IsVector">Whether there is one index only.</param>
/// <param name="IsCoordinate">Whether entries have indices; otherwise all are there, column by column.</param>
/// <param name="Rows">Rows, or elements of a vector.</param>
/// <param name="Columns">Columns; 1 for a vector.</param>
/// <param name="Entries">How many entries follow.</param>
internal sealed record MatrixMarketHeader(
    string Field, MatrixMarketSymmetry Symmetry, bool IsVector, bool IsCoordinate, long Rows, long Columns, long Entries)
{
    /// <summary>Whether entries have no values; they mean 1.</summary>
    public bool IsPattern => Field == "pattern";

    /// <summary>Whether values are written as integers.</summary>
    public bool IsInteger => Field is "integer" or "unsigned-integer";

    /// <summary>Rows and columns, or elements.</summary>
    public EquatableArray<long> Shape => IsVector ? new([Rows]) : new([Rows, Columns]);
}
