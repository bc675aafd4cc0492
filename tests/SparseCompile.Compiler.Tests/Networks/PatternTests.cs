using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Patterns;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Networks;

/// <summary>Pruning patterns are found in the weights, and random masks are not taken for one.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData(2, 4)]
    [InlineData(1, 4)]
    [InlineData(4, 8)]
    [InlineData(3, 7)]
    [InlineData(2, 32)]
    public void N_of_m_is_named_with_the_smallest_group(int kept, int group)
    {
        Random random = new(kept + group);
        float[,] weights = new float[40, 7 * 32];
        for (int row = 0; row < 40; row++)
        {
            for (int first = 0; first < 7 * 32; first += group)
            {
                int[] columns = [.. Enumerable.Range(0, group)];
                random.Shuffle(columns);
                foreach (int column in columns.Take(kept))
                {
                    weights[row, first + column] = Value(random);
                }
            }
        }

        Names(weights).ShouldBe([$"{kept}:{group} (fit 100.00 %)"]);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(8, 1)]
    [InlineData(4, 1)]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(32, 32)]
    public void Blocks_are_named_with_their_largest_shape(int height, int width)
    {
        Random random = new(height + (100 * width));
        bool[,] kept = new bool[96, 160];
        foreach (int i in Enumerable.Range(0, kept.Length))
        {
            kept[i / 160, i % 160] = random.Next(4) == 0;
        }

        Names(Make(96, 160, (row, column) => kept[row / height, column / width] ? Value(random) : 0f)).ShouldBe([$"blocks of {height} x {width} (fit 100.00 %)"]);
    }

    [Fact]
    public void A_block_that_lost_a_weight_is_a_block_still()
    {
        Random random = new(3);
        float[,] weights = Make(64, 64, (row, column) => ((row / 16) + (column * 7)) % 5 == 0 ? Value(random) : 0f);
        weights[0, 0] = 0f;

        Find(weights).ShouldHaveSingleItem().Fit.ShouldBeInRange(0.99, 0.9999);
        Names(weights)[0].ShouldStartWith("blocks of 16 x 1");
    }

    [Fact]
    public void Diagonals_and_bands_are_named()
    {
        Random random = new(4);
        Names(Make(50, 50, (row, column) => row == column ? Value(random) : 0f)).ShouldBe(["diagonal (fit 100.00 %)"]);
        Names(Make(50, 50, (row, column) => row - column is >= -1 and <= 2 ? Value(random) : 0f)).ShouldBe(["banded, 2 below and 1 above the diagonal (fit 100.00 %)"]);
    }

    [Fact]
    public void Pruned_rows_and_columns_are_counted()
    {
        Random random = new(5);
        Names(Make(30, 40, (row, column) => row % 3 != 1 && column % 5 != 2 ? Value(random) : 0f)).ShouldBe(["whole lines, 10 rows and 8 columns pruned (fit 100.00 %)"]);
    }

    [Fact]
    public void Complementary_sets_are_named()
    {
        Random random = new(6);
        int[] owner = new int[200];
        Names(Make(40, 200, (row, column) =>
        {
            owner[column] = row % 10 == 0 ? random.Next(10) : owner[column];
            return owner[column] == row % 10 ? Value(random) : 0f;
        })).ShouldBe(["complementary sets of 10 rows (fit 100.00 %)"]);
    }

    [Theory]
    [InlineData(20, 8)]
    [InlineData(45, 16)]
    public void The_last_complementary_set_may_have_fewer_rows(int rows, int set)
    {
        Random random = new(rows);
        int[,] owner = new int[rows, 90];
        Names(Make(rows, 90, (row, column) =>
        {
            int first = row / set * set;
            owner[first, column] = row == first ? first + random.Next(Math.Min(set, rows - first)) : owner[first, column];
            return owner[first, column] == row ? Value(random) : 0f;
        })).ShouldBe([$"complementary sets of {set} rows (fit 100.00 %)"]);
    }

    [Theory]
    [InlineData(64, 96, 16)]
    [InlineData(40, 72, 8)]
    [InlineData(37, 50, 5)]
    public void Permutation_tiles_are_named(int rows, int columns, int size)
    {
        Random random = new(size);
        float[,] weights = new float[rows, columns];
        for (int tile = 0; tile < (rows + size - 1) / size * ((columns + size - 1) / size); tile++)
        {
            int top = tile / ((columns + size - 1) / size) * size, left = tile % ((columns + size - 1) / size) * size;
            int[] order = [.. Enumerable.Range(0, Math.Max(Math.Min(size, rows - top), Math.Min(size, columns - left)))];
            random.Shuffle(order);
            for (int i = 0; i < order.Length; i++)
            {
                (int row, int column) = columns - left < size ? (top + order[i], left + i) : (top + i, left + order[i]);
                if (row < rows && column < columns)
                {
                    weights[row, column] = Value(random);
                }
            }
        }

        Names(weights)[0].ShouldStartWith($"permutation tiles of {size} x {size}");
    }

    [Fact]
    public void Rows_of_equal_counts_are_named()
    {
        Random random = new(9);
        float[,] weights = new float[30, 100];
        for (int row = 0; row < 30; row++)
        {
            int[] columns = [.. Enumerable.Range(0, 100)];
            random.Shuffle(columns);
            foreach (int column in columns.Take(9))
            {
                weights[row, column] = Value(random);
            }
        }

        Names(weights).ShouldBe(["9 in every row (fit 100.00 %)"]);
        weights[3, Enumerable.Range(0, 100).First(column => weights[3, column] == 0f)] = 1f;
        Names(weights).ShouldBe(["unstructured (fit 100.00 %)"]);
    }

    [Fact]
    public void Few_values_are_named_beside_where_they_are()
    {
        Random random = new(7);
        Names(Make(40, 40, (_, _) => random.Next(10) == 0 ? 0.5f : 0f)).ShouldBe(["unstructured (fit 100.00 %)", "constant (fit 100.00 %)"]);
        Names(Make(40, 40, (_, _) => random.Next(10) == 0 ? random.Next(2) - 0.5f : 0f)).ShouldBe(["unstructured (fit 100.00 %)", "ternary (fit 100.00 %)"]);
        Names(Make(40, 40, (_, _) => random.Next(4) == 0 ? 1 + random.Next(5) : 0f)).ShouldBe(["unstructured (fit 100.00 %)", "clustered, 5 values (fit 100.00 %)"]);
    }

    [Fact]
    public void Random_masks_are_unstructured()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Random random = new(seed);
            double density = 0.01 + (0.98 * random.NextDouble());
            int rows = random.Next(2, 90);
            int columns = random.Next(8, 400);
            float[,] weights = Make(rows, columns, (_, _) => random.NextDouble() < density ? Value(random) : 0f);

            Names(weights)[0].ShouldBe("unstructured (fit 100.00 %)", $"seed {seed}, {rows} x {columns} at {density:F2}");
        }
    }

    [Fact]
    public void Nothing_and_everything_are_no_patterns()
    {
        Find(Make(5, 6, (_, _) => 0f)).ShouldBe([new WeightPattern("all zero", 1, IsRegular: false)]);
        Random random = new(8);
        Find(Make(5, 6, (_, _) => Value(random))).ShouldBe([new WeightPattern("dense", 1, IsRegular: false)]);
    }

    private static float Value(Random random) => 0.1f + random.NextSingle();

    private static string[] Names(float[,] weights) => [.. Find(weights).Select(pattern => pattern.ToString())];

    private static IReadOnlyList<WeightPattern> Find(float[,] weights)
    {
        int rows = weights.GetLength(0);
        int columns = weights.GetLength(1);
        List<int> starts = [0];
        List<int> indices = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (weights[row, column] != 0f)
                {
                    indices.Add(column);
                    values.Add(weights[row, column]);
                }
            }

            starts.Add(indices.Count);
        }

        return PatternFinder.Find(new CsrMatrix(rows, columns, [.. starts], [.. indices], [.. values]));
    }

    private static float[,] Make(int rows, int columns, Func<int, int, float> value)
    {
        float[,] weights = new float[rows, columns];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i / columns, i % columns] = value(i / columns, i % columns);
        }

        return weights;
    }
}
