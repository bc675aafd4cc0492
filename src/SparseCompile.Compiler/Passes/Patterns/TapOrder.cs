using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>The weights of a convolution, as matrices in which pruning may have followed a pattern.</summary>
internal static class TapOrder
{
    /// <summary>The weights as a file stores them: a row has the columns of its own group only.</summary>
    public static CsrMatrix Stored(Conv layer)
    {
        int columns = layer.Inputs / layer.Groups, rows = layer.Outputs / layer.Groups;
        CsrMatrix weights = layer.Weights;
        if (layer.Groups == 1)
        {
            return weights;
        }

        int[] indices = new int[weights.NonZeros];
        for (int row = 0; row < weights.Rows; row++)
        {
            for (int k = weights.RowStarts[row]; k < weights.RowStarts[row + 1]; k++)
            {
                indices[k] = weights.ColumnIndices[k] - (row / rows * columns);
            }
        }

        return new CsrMatrix(weights.Rows, columns, weights.RowStarts, indices, weights.Values);
    }

    /// <summary>The columns in the order in which images are kept at run time: taps, then channels.</summary>
    /// <param name="matrix">Columns are channels, then taps.</param>
    /// <param name="taps">Taps of the window.</param>
    public static CsrMatrix ChannelsLast(CsrMatrix matrix, int taps)
    {
        int channels = matrix.Columns / taps;
        return MatrixBuilder.Reorder(matrix, [.. Enumerable.Range(0, matrix.Columns).Select(column => (column % taps * channels) + (column / taps))]);
    }
}
