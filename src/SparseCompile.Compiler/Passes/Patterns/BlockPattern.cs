using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes.Patterns;

/// <summary>Aligned blocks that are kept or pruned as a whole: the largest that fit.</summary>
internal static class BlockPattern
{
    /// <summary>Share of the matrix that blocks may cover: where all of them are kept, they say nothing.</summary>
    private const double Most = 0.9;

    private static readonly int[] s_sizes = [32, 16, 8, 4, 2, 1];

    public static WeightPattern? Find(CsrMatrix matrix)
    {
        WeightPattern? best = null;
        int bestArea = 1;
        foreach (int height in s_sizes)
        {
            foreach (int width in s_sizes)
            {
                if (height * width > bestArea && Fit(matrix, height, width) is double fit && fit >= PatternFinder.LeastFit)
                {
                    bestArea = height * width;
                    best = new WeightPattern(FormattableString.Invariant($"blocks of {height} x {width}"), fit);
                }
            }
        }

        return best;
    }

    /// <summary>Non-zeros of the places of all blocks that hold any; 0 as soon as that is too little, and where hardly a block is pruned.</summary>
    private static double Fit(CsrMatrix matrix, int height, int width)
    {
        int[] lastRow = new int[(matrix.Columns + width - 1) / width];
        long places = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            int blockRow = (row / height) + 1;
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                int block = matrix.ColumnIndices[k] / width;
                if (lastRow[block] != blockRow)
                {
                    lastRow[block] = blockRow;
                    places += Math.Min(height, matrix.Rows - ((blockRow - 1) * height)) * Math.Min(width, matrix.Columns - (block * width));
                }
            }

            if (places * PatternFinder.LeastFit > matrix.NonZeros)
            {
                return 0;
            }
        }

        return places > Most * matrix.DenseMacs ? 0 : (double)matrix.NonZeros / places;
    }
}
