namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Samples one after the other, and side by side.</summary>
internal static class SampleLayout
{
    /// <summary>From samples one after the other to the same side by side, or as they are.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="count">How many.</param>
    /// <param name="isInColumns">Whether they are to lie side by side.</param>
    public static float[] Put(ReadOnlySpan<float> samples, int count, bool isInColumns) => isInColumns ? Turn(samples, count) : samples.ToArray();

    /// <summary>Back to samples one after the other.</summary>
    public static float[] Take(ReadOnlySpan<float> values, int count, bool isInColumns) => isInColumns ? Turn(values, values.Length / count) : values.ToArray();

    /// <summary>The transpose of a matrix with so many rows.</summary>
    private static float[] Turn(ReadOnlySpan<float> values, int rows)
    {
        int columns = values.Length / rows;
        float[] turned = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return turned;
    }
}
