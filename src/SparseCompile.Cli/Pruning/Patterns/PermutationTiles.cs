namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>In every square tile, the same number of weights in each row and in each column: one, or several at larger densities.</summary>
/// <param name="Word">The pattern in one word.</param>
/// <param name="Size">Rows and columns of a tile.</param>
internal sealed record PermutationTiles(string Word, int Size) : PruningPattern(Word)
{
    /// <inheritdoc/>
    public override bool[] Select(float[] scores, WeightShape shape, double density)
    {
        int count = CountOf(density, Size);
        bool isUnion = count <= Size / 2;
        double scale = scores.Length == 0 ? 1 : scores.Max() + 1.0;
        bool[] kept = new bool[shape.Length];
        for (int top = 0; top < shape.Rows; top += Size)
        {
            for (int left = 0; left < shape.Columns; left += Size)
            {
                // Of many permutations, those that go are fewer: what is left of all has as many in every row and column.
                bool[,] chosen = Union(Cost(scores, shape, (top, left), isUnion), isUnion ? count : Size - count, scale);
                for (int row = 0; row < Math.Min(Size, shape.Rows - top); row++)
                {
                    for (int column = 0; column < Math.Min(Size, shape.Columns - left); column++)
                    {
                        kept[((top + row) * shape.Columns) + left + column] = chosen[row, column] == isUnion;
                    }
                }
            }
        }

        return kept;
    }

    /// <summary>What places cost; those beyond the border cost more than all others.</summary>
    private double[,] Cost(float[] scores, WeightShape shape, (int Top, int Left) tile, bool isUnion)
    {
        double[,] cost = new double[Size, Size];
        for (int i = 0; i < cost.Length; i++)
        {
            (int row, int column) = (tile.Top + (i / Size), tile.Left + (i % Size));
            double score = row < shape.Rows && column < shape.Columns ? scores[(row * shape.Columns) + column] : -1;
            cost[i / Size, i % Size] = score >= 0 && !isUnion ? score : -score;
        }

        return cost;
    }

    /// <summary>The sum of disjoint permutations of least cost, one after the other.</summary>
    private static bool[,] Union(double[,] cost, int count, double scale)
    {
        int size = cost.GetLength(0);
        bool[,] chosen = new bool[size, size];
        for (int i = 0; i < count; i++)
        {
            int[] columns = Assignment.Solve(cost);
            for (int row = 0; row < size; row++)
            {
                chosen[row, columns[row]] = true;

                // So much that no permutation which avoids what is taken costs as much.
                cost[row, columns[row]] = 4 * scale * size;
            }
        }

        return chosen;
    }
}
