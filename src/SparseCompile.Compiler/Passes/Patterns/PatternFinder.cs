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

    /// <summary>The patterns of a layer's weights: where the non-zeros are, then how many values they have. Never empty.</summary>
    /// <remarks>Of a grouped convolution, rows are compared by the inputs of their own group.</remarks>
    public static IReadOnlyList<WeightPattern> Find(MatrixOperator layer) => layer is Conv conv
        ? Find(TapOrder.Stored(conv), conv.Window.Taps)
        : Find(layer.Weights);

    /// <summary>The patterns of a matrix. Never empty.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="taps">Taps of a window, if columns are the channels of an image and its taps.</param>
    public static IReadOnlyList<WeightPattern> Find(CsrMatrix matrix, int taps = 1)
    {
        if (matrix.NonZeros == 0)
        {
            return [new WeightPattern("all zero", 1, IsRegular: false)];
        }

        WeightPattern place = FindPlaces(matrix, taps);
        return ValuePattern.Find(matrix) is { } values ? [place, values] : [place];
    }

    private static WeightPattern FindPlaces(CsrMatrix matrix, int taps)
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
                ?? PermutationPattern.Find(matrix)
                ?? FindChannelsLast(matrix, taps)
                ?? GroupPattern.Find(matrix)
                ?? ComplementaryPattern.Find(matrix)
                ?? RowPattern.Find(matrix)
                ?? unstructured;
    }

    /// <summary>Patterns of adjacent columns, where those of a convolution are the channels under one tap.</summary>
    private static WeightPattern? FindChannelsLast(CsrMatrix matrix, int taps)
    {
        if (taps == 1 || taps == matrix.Columns)
        {
            return null;
        }

        CsrMatrix ordered = TapOrder.ChannelsLast(matrix, taps);
        return (BlockPattern.Find(ordered) ?? PermutationPattern.Find(ordered) ?? GroupPattern.Find(ordered, matrix.Columns / taps)) is { } found
            ? found with { Name = found.Name + ", channels last" }
            : null;
    }
}
