using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>A CSR pattern, columns ascending within a row.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="RowStarts">Where each row starts in <paramref name="ColumnIndices"/>; one more than rows.</param>
/// <param name="ColumnIndices">Columns of the entries, from 0.</param>
internal sealed record SmtxPattern(long Rows, long Columns, List<int> RowStarts, int[] ColumnIndices)
{
    /// <summary>Reads and checks a whole file.</summary>
    public static SmtxPattern Read(TextScanner text, string tensor)
    {
        long rows = text.ReadUnsigned("the number of rows", ',');
        text.TryTake(',');
        long columns = text.ReadUnsigned("the number of columns", ',');
        text.TryTake(',');
        long entries = text.ReadUnsigned("the number of non-zeros", ',');
        MatrixMarketHeaderReader.EndLine(text, "the size");
        if (rows > int.MaxValue || columns > int.MaxValue || entries > int.MaxValue)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, tensor, "the size " + Printable.List([rows, columns, entries]) + " in line 1", "at most 2147483647 of each");
        }

        List<int> starts = ReadLine(text, rows + 1, entries, "row start");
        CheckStarts(text, starts, entries);
        MatrixMarketHeaderReader.EndLine(text, "the last row start");
        int[] indices = [.. ReadLine(text, entries, columns - 1, "column index")];
        SortRows(text, starts, indices);
        while (!text.AtEnd)
        {
            MatrixMarketHeaderReader.EndLine(text, "the last column index");
        }

        return new SmtxPattern(rows, columns, starts, indices);
    }

    private static List<int> ReadLine(TextScanner text, long count, long largest, string what)
    {
        // Grows with what is really there, whatever the first line claims.
        var values = new List<int>();
        for (long i = 0; i < count; i++)
        {
            if (text.AtLineEnd)
            {
                throw text.Malformed("a line with " + Printable.Number(i) + " numbers", Printable.Number(count) + ", one " + what + " each");
            }

            long value = text.ReadUnsigned("a " + what, ',');
            if (value > largest)
            {
                throw text.Malformed("the " + what + " " + Printable.Number(value), "at most " + Printable.Number(largest));
            }

            values.Add((int)value);
            if (i + 1 < count)
            {
                text.TryTake(',');
            }
        }

        return values;
    }

    private static void CheckStarts(TextScanner text, List<int> starts, long entries)
    {
        if (starts[0] != 0)
        {
            throw text.Malformed("the first row start " + Printable.Number(starts[0]), "0");
        }

        for (int i = 1; i < starts.Count; i++)
        {
            if (starts[i] < starts[i - 1])
            {
                throw text.Malformed("the row start " + Printable.Number(starts[i]) + " after " + Printable.Number(starts[i - 1]), "row starts that do not fall");
            }
        }

        if (starts[starts.Count - 1] != entries)
        {
            throw text.Malformed("the last row start " + Printable.Number(starts[starts.Count - 1]), Printable.Number(entries) + ", the number of non-zeros");
        }
    }

    private static void SortRows(TextScanner text, List<int> starts, int[] indices)
    {
        for (int row = 0; row + 1 < starts.Count; row++)
        {
            Array.Sort(indices, starts[row], starts[row + 1] - starts[row]);
            for (int i = starts[row] + 1; i < starts[row + 1]; i++)
            {
                if (indices[i] == indices[i - 1])
                {
                    throw text.Malformed("column index " + Printable.Number(indices[i]) + " twice in row " + Printable.Number(row), "each column of a row once");
                }
            }
        }
    }
}
