using System.Globalization;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Weights;

/// <summary>Writes matrices of which only the non-zeros are there: a Matrix Market file is as long as those.</summary>
internal static class MatrixMarketWriter
{
    /// <summary>Writes coordinates and values, row by row.</summary>
    public static void Write(string path, int rows, int columns, CompressedRows matrix)
    {
        using StreamWriter file = new(path);
        file.WriteLine("%%MatrixMarket matrix coordinate real general");
        file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} {columns} {matrix.Values.Length}"));
        for (int row = 0; row < rows; row++)
        {
            for (int i = matrix.Starts[row]; i < matrix.Starts[row + 1]; i++)
            {
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row + 1} {matrix.Columns[i] + 1} {matrix.Values[i]:R}"));
            }
        }
    }
}
