namespace SparseCompile.Benchmarks.Workloads;

/// <summary>The non-zeros of a matrix, row by row.</summary>
/// <param name="Starts">Where each row begins among the non-zeros, and where the last one ends.</param>
/// <param name="Columns">The column of each, ascending within a row.</param>
/// <param name="Values">The value of each.</param>
public sealed record CompressedRows(int[] Starts, int[] Columns, float[] Values)
{
    /// <summary>Compresses a matrix that is written out with its zeros.</summary>
    public static CompressedRows Of(int rows, int columns, float[] weights)
    {
        int[] starts = new int[rows + 1];
        List<int> places = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float weight = weights[(row * columns) + column];
                if (weight != 0)
                {
                    places.Add(column);
                    values.Add(weight);
                }
            }

            starts[row + 1] = places.Count;
        }

        return new CompressedRows(starts, [.. places], [.. values]);
    }
}
