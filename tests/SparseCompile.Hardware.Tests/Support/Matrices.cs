using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Makes matrices for tests.</summary>
public static class Matrices
{
    /// <summary>A matrix from a function of row and column; 0 is pruned.</summary>
    public static CsrMatrix From(int rows, int columns, Func<int, int, float> value)
    {
        int[] starts = new int[rows + 1];
        var indices = new List<int>();
        var values = new List<float>();
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float weight = value(row, column);
                if (weight != 0)
                {
                    indices.Add(column);
                    values.Add(weight);
                }
            }

            starts[row + 1] = values.Count;
        }

        return new CsrMatrix(rows, columns, starts, [.. indices], [.. values]);
    }
}
