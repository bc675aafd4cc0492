using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// Rows overlaid in sets: each memory row of a set holds a weight and its row for every column. Any mask is accepted: a set is as deep as its fullest column, and the share of the memory that holds
/// non-zeros is what was reached.
/// </summary>
/// <param name="RowsPerSet">Consecutive rows of a set.</param>
/// <param name="Depths">Memory rows of each set.</param>
/// <param name="Columns">Columns of the matrix.</param>
public sealed record ComplementarySets(int RowsPerSet, int[] Depths, int Columns)
{
    /// <summary>Most rows of a set: the identity of a row then takes 5 bits, and an accumulator is chosen from 32.</summary>
    public const int MostRows = 32;

    /// <summary>Places for weights, all sets together.</summary>
    public long Slots => Depths.Sum(depth => (long)depth * Columns);

    /// <summary>Non-zeros in a million places.</summary>
    public long PackingPpm(CsrMatrix weights) => Arithmetic.PartsPerMillion(weights.NonZeros, Slots);

    /// <summary>Every row is a set of its own, zeros included.</summary>
    public static ComplementarySets Unpacked(CsrMatrix weights) => new(1, [.. Enumerable.Repeat(1, weights.Rows)], weights.Columns);

    /// <summary>Packs a matrix with the number of rows in a set that needs the fewest places; of several, the fewest bits.</summary>
    /// <param name="weights">The matrix.</param>
    /// <param name="valueBits">Bits of a weight.</param>
    public static ComplementarySets Pack(CsrMatrix weights, int valueBits)
    {
        ComplementarySets? best = null;
        for (int rows = 1; rows <= Math.Max(1, Math.Min(MostRows, weights.Rows)); rows++)
        {
            ComplementarySets sets = new(rows, DepthsOf(weights, rows), weights.Columns);
            if (best is null || sets.Slots < best.Slots || (sets.Slots == best.Slots && sets.Bits(valueBits) < best.Bits(valueBits)))
            {
                best = sets;
            }

            if (weights.NonZeros == weights.DenseMacs)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>Bits of all places.</summary>
    public long Bits(int valueBits) => Slots * (valueBits + Arithmetic.IndexBits(RowsPerSet));

    /// <summary>The words of every set, with slot = memory row * columns + column.</summary>
    internal IEnumerable<(int Set, PlacedWord Word)> Words(MatrixWork work)
    {
        int[] used = new int[Columns];
        int current = -1;
        for (int row = 0; row < work.Rows; row++)
        {
            if (row / RowsPerSet != current)
            {
                current = row / RowsPerSet;
                Array.Clear(used, 0, used.Length);
            }

            for (int word = work.Weights.RowStarts[row]; word < work.Weights.RowStarts[row + 1]; word++)
            {
                int column = work.Weights.ColumnIndices[word];
                yield return (current, new PlacedWord((used[column]++ * Columns) + column, row, column, word));
            }
        }
    }

    private static int[] DepthsOf(CsrMatrix weights, int rowsPerSet)
    {
        int[] depths = new int[(int)Arithmetic.CeilingDivide(weights.Rows, rowsPerSet)];
        int[] counts = new int[weights.Columns];
        int[] setOfCount = new int[weights.Columns];
        for (int row = 0; row < weights.Rows; row++)
        {
            int set = row / rowsPerSet;
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                int column = weights.ColumnIndices[word];
                counts[column] = setOfCount[column] == set ? counts[column] + 1 : 1;
                setOfCount[column] = set;
                depths[set] = Math.Max(depths[set], counts[column]);
            }
        }

        return depths;
    }
}
