using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Reads Matrix Market files: coordinate and array, real and integer and pattern, general and symmetric and skew-symmetric.</summary>
/// <remarks>
/// Where readers differ: comment lines and blank lines may stand anywhere after the banner; one entry to a line; a symmetric file
/// has no entry above the diagonal; entries on the diagonal of a skew-symmetric one, which should be none, are taken as they are,
/// as SciPy does; entries at the same place are summed, in double and in the file's order; <c>hermitian</c> with real or integer
/// values is <c>symmetric</c>; a <c>vector</c> is a tensor of rank 1.
/// </remarks>
internal static class MatrixMarketReader
{
    /// <summary>Checks the whole file.</summary>
    public static WeightTable ReadTable(WeightFileBytes file, string tensorName)
    {
        MatrixMarketHeader header = Walk(file, tensorName, null, out _);
        return new WeightTable([new TensorEntry(new TensorInfo(tensorName, header.Field, header.Shape))], default);
    }

    /// <summary>Reads the matrix.</summary>
    public static Tensor ReadTensor(WeightFileBytes file, TensorEntry entry)
    {
        Walk(file, entry.Info.Name, entry.Info, out CoordinateSum? sum);
        return sum!.ToTensor();
    }

    private static MatrixMarketHeader Walk(WeightFileBytes file, string name, TensorInfo? info, out CoordinateSum? sum)
    {
        var text = new TextScanner(new SectionStream(file, 0, file.Length), name);
        MatrixMarketHeader header = MatrixMarketHeaderReader.Read(text, name);
        sum = info is null ? null : new CoordinateSum(info);
        long row = header.Symmetry == MatrixMarketSymmetry.SkewSymmetric ? 1 : 0;
        long column = 0;
        for (long i = 0; i < header.Entries; i++)
        {
            if (!MatrixMarketHeaderReader.SkipToContent(text))
            {
                throw text.Malformed("the end of the file after " + Printable.Number(i) + " entries", Printable.Number(header.Entries) + " entries");
            }

            if (header.IsCoordinate)
            {
                row = ReadIndex(text, header.Rows, "row");
                column = header.IsVector ? 0 : ReadIndex(text, header.Columns, "column");
                CheckTriangle(text, header, row, column);
            }

            double value = header.IsPattern ? 1 : ReadValue(text, header);
            MatrixMarketHeaderReader.EndLine(text, "an entry");
            sum?.AddWithMirror(header, row, column, value);
            if (!header.IsCoordinate && ++row == header.Rows)
            {
                column++;
                row = header.Symmetry switch
                {
                    MatrixMarketSymmetry.General => 0,
                    MatrixMarketSymmetry.Symmetric => column,
                    _ => column + 1,
                };
            }
        }

        if (MatrixMarketHeaderReader.SkipToContent(text))
        {
            throw text.Malformed(Printable.Quote(text.ReadToken()) + " after the last entry", "exactly " + Printable.Number(header.Entries) + " entries");
        }

        return header;
    }

    private static long ReadIndex(TextScanner text, long extent, string what)
    {
        long index = text.ReadUnsigned("a " + what + " index");
        return index >= 1 && index <= extent
            ? index - 1
            : throw text.Malformed("the " + what + " index " + Printable.Number(index), "an index from 1 to " + Printable.Number(extent));
    }

    private static void CheckTriangle(TextScanner text, MatrixMarketHeader header, long row, long column)
    {
        if (header.Symmetry != MatrixMarketSymmetry.General && row < column)
        {
            throw text.Malformed(
                "an entry at row " + Printable.Number(row + 1) + ", column " + Printable.Number(column + 1),
                "no entry above the diagonal, as the matrix is symmetric");
        }
    }

    private static double ReadValue(TextScanner text, MatrixMarketHeader header)
    {
        string token = text.ReadToken();
        if (token.Length == 0)
        {
            throw text.Malformed("an entry without value", "a value of the field " + header.Field);
        }

        double value;
        if (header.IsInteger)
        {
            if (!IntegerNumber.TryParse(token, header.Field == "integer", out value))
            {
                throw text.Malformed(Printable.Quote(token), header.Field == "integer" ? "an integer" : "an integer that is not negative");
            }
        }
        else if (!DecimalNumber.TryParse(token, out value))
        {
            throw text.Malformed(Printable.Quote(token), "a number");
        }

        // Digits that mean more than double holds; infinity in words stays what it is.
        return double.IsInfinity(value) && token.Any(c => c is >= '0' and <= '9') ? throw text.OutOfRange(token) : value;
    }
}
