namespace SparseCompile.Models.Tests.Data;

/// <summary>A tensor as a file holds it, row-major.</summary>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Values">Elements.</param>
internal sealed record DenseTensor(int[] Shape, double[] Values)
{
    /// <summary>Elements as float32, which the files' elements are.</summary>
    public float[] Floats => Array.ConvertAll(Values, static value => (float)value);

    /// <summary>One row of a matrix.</summary>
    public double[] Row(int row) => Values[(row * Shape[1])..((row + 1) * Shape[1])];

    /// <summary>Rows and columns swapped.</summary>
    public DenseTensor Transposed()
    {
        double[] values = new double[Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[((i % Shape[1]) * Shape[0]) + (i / Shape[1])] = Values[i];
        }

        return new DenseTensor([Shape[1], Shape[0]], values);
    }
}
