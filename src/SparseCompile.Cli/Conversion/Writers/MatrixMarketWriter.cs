using System.Globalization;
using System.Text;
using SparseCompile.Cli.Projects;

namespace SparseCompile.Cli.Conversion.Writers;

/// <summary>Writes one matrix as coordinates in Matrix Market's format; values read back to the same bits.</summary>
internal static class MatrixMarketWriter
{
    /// <summary>Writes a file.</summary>
    /// <exception cref="ProjectException">There is not exactly one matrix.</exception>
    public static void Write(Stream stream, IReadOnlyList<StoredTensor> tensors)
    {
        if (tensors is not [{ Shape.Count: 2 } matrix])
        {
            throw new ProjectException(
                $"A Matrix Market file holds one matrix: found {tensors.Count} tensors{(tensors is [var only] ? $" of {only.Shape.Count} extents" : "")}; expected one of 2 extents. Use --select to name it.");
        }

        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("%%MatrixMarket matrix coordinate real general");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{matrix.Shape[0]} {matrix.Shape[1]} {matrix.Values.Length}"));
        for (int i = 0; i < matrix.Values.Length; i++)
        {
            (long row, long column) = Math.DivRem(matrix.Positions[i], matrix.Shape[1]);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row + 1} {column + 1} {matrix.Values[i]:R}"));
        }
    }
}
