using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Names the patterns that pruning left in a matrix.</summary>
public static class PatternFinder
{
    /// <summary>Share of a pattern's places that must hold non-zeros for it to be named: masks that were made to fit one leave hardly a gap.</summary>
    internal const double LeastFit = 0.9;

    /// <summary>Non-zeros there must be: a handful lies in some pattern by chance.</summary>
    private const int LeastNonZeros = 32;

    /// <summary>The patterns found: where the non-zeros are, then how many values they have. Never empty.</summary>
    public static IReadOnlyList<WeightPattern> Find(CsrMatrix matrix)
    {
        if (matrix.NonZeros == 0)
        {
            return [new WeightPattern("all zero", 1, IsRegular: false)];
        }

        WeightPattern place = FindPlaces(matrix);
        return ValuePattern.Find(matrix) is { } values ? [place, values] : [place];
    }

    private static WeightPattern FindPlaces(CsrMatrix matrix)
    {
        if (matrix.NonZeros == matrix.DenseMacs)
        {
            return new WeightPattern("dense", 1, IsRegular: false);
        }

        WeightPattern unstructured = new("unstructured", 1, IsRegular: false);
        return matrix.NonZeros < LeastNonZeros
            ? unstructured
            : BandPattern.Find(matrix)
                ?? LinePattern.Find(matrix)
                ?? BlockPattern.Find(matrix)
                ?? GroupPattern.Find(matrix)
                ?? ComplementaryPattern.Find(matrix)
                ?? unstructured;
    }
}
