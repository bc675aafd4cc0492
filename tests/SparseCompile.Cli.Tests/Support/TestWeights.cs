using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests.Support;

/// <summary>Weights that are the same on every machine.</summary>
public static class TestWeights
{
    /// <summary>fc1, 64 x 96, pruned at random to 10 %; fc2, 10 x 64, to 4 of 32.</summary>
    public static byte[] TwoLayers(float last = 1) => new NpzBuilder()
        .Add("fc1.weight", [64, 96], Random(64, 96, (_, _, draw) => draw % 10 == 0)).Add("fc1.bias", [64], Values(64))
        .Add("fc2.weight", [10, 64], [.. Random(10, 64, (row, column, _) => (column + row) % 8 == 0).Select((value, i) => i == 639 ? value * last : value)]).Add("fc2.bias", [10], Values(10))
        .ToBytes();

    /// <summary>Values of which those stay that a rule picks by row, column and a number drawn.</summary>
    public static float[] Random(int rows, int columns, Func<int, int, int, bool> isKept)
    {
        ulong state = 42;
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            int draw = Draw(ref state);
            int value = Draw(ref state);
            values[i] = isKept(i / columns, i % columns, draw) ? ((value % 2001) - 1000.5f) / 1000 : 0;
        }

        return values;
    }

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => ((i * 37 % 101) - 50) / 64f)];

    private static int Draw(ref ulong state)
    {
        state = (state * 6364136223846793005) + 1442695040888963407;
        return (int)(state >> 40);
    }
}
