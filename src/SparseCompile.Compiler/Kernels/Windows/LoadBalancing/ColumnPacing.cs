using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Kernels.Windows.LoadBalancing;

/// <summary>An order of a network's inputs in which every row meets its non-zeros at its own even pace.</summary>
/// <remarks>
/// A lane holds the others up when it is behind by more than a window. So columns are placed one after the other, each time the one whose rows lag most behind
/// their even pace: the greedy step that makes the squares of all deviations least. <see cref="ColumnOrdering.Spread"/> evens out every bucket by itself, and deviations
/// add up from bucket to bucket: 1024 x 1024 with 10 % at random takes 8,112 steps of 16 rows so, 7,508 in this order; 1600 to 1500 with 5 % 11,036 and 10,418.
/// Swapping columns afterwards, for less of the second, fourth or sixth power of the deviations, gained 1 % at most in two seconds.
/// </remarks>
internal static class ColumnPacing
{
    /// <summary>Inputs up to which an order is looked for: it becomes a table in the source.</summary>
    private const int MaxInputs = 16_384;

    /// <summary>Additions and comparisons up to which it is looked for: about a fifth of a second.</summary>
    private const long MaxWork = 150_000_000;

    /// <summary>The columns that hold non-zeros, in order; null when the layer is too large to try.</summary>
    public static int[]? Order(CsrMatrix matrix)
    {
        if (matrix.Columns > MaxInputs || Work(matrix) > MaxWork)
        {
            return null;
        }

        int[][] rowsOf = ColumnOrdering.RowsByColumn(matrix);
        int[] left = [.. Enumerable.Range(0, matrix.Columns).Where(column => rowsOf[column].Length > 0)];
        int[] order = new int[left.Length];
        long[] change = InitialChange(matrix, left, rowsOf);
        long[] perPlace = [.. rowsOf.Select(rows => rows.Sum(row => 2L * matrix.RowLength(row)))];
        for (int place = 0; place < order.Length; place++)
        {
            int best = Least(left, order.Length - place, change, perPlace, place + 1);
            order[place] = left[best];

            // What is left stays in ascending order, so that ties fall to the lowest column.
            Array.Copy(left, best + 1, left, best, order.Length - place - best - 1);
            Advance(matrix, rowsOf[order[place]], 2L * order.Length, change);
        }

        return order;
    }

    /// <summary>Every row is advanced once for each of its columns, and all columns left are compared at every place.</summary>
    private static long Work(CsrMatrix matrix)
    {
        long work = (long)matrix.Columns * matrix.Columns / 2;
        for (int row = 0; row < matrix.Rows; row++)
        {
            work += (long)matrix.RowLength(row) * matrix.RowLength(row);
        }

        return work;
    }

    /// <summary>What placing each column adds to the sum of squares before anything is placed, in units of 1/columns so that all is whole numbers.</summary>
    private static long[] InitialChange(CsrMatrix matrix, int[] used, int[][] rowsOf)
    {
        long[] change = new long[matrix.Columns];
        foreach (int column in used)
        {
            change[column] = (long)rowsOf[column].Length * used.Length;
        }

        return change;
    }

    private static int Least(int[] left, int count, long[] change, long[] perPlace, int places)
    {
        int best = 0;
        long least = long.MaxValue;
        for (int i = 0; i < count; i++)
        {
            int column = left[i];
            long value = change[column] - (perPlace[column] * places);
            if (value < least)
            {
                (best, least) = (i, value);
            }
        }

        return best;
    }

    /// <summary>These rows met a non-zero: what else they hold becomes less welcome.</summary>
    private static void Advance(CsrMatrix matrix, int[] rows, long amount, long[] change)
    {
        int[] columns = matrix.ColumnIndices;
        foreach (int row in rows)
        {
            int end = matrix.RowStarts[row + 1];
            for (int k = matrix.RowStarts[row]; k < end; k++)
            {
                change[columns[k]] += amount;
            }
        }
    }
}
