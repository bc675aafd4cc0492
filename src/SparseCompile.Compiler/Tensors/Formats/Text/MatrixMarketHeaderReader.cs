using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Reads the banner, the comments and the size line of a Matrix Market file.</summary>
internal static class MatrixMarketHeaderReader
{
    /// <summary>Leaves the scanner after the size line.</summary>
    public static MatrixMarketHeader Read(TextScanner text, string tensor)
    {
        if (text.AtLineEnd || !Word(text).Equals("%%matrixmarket", StringComparison.Ordinal))
        {
            throw text.Malformed("no banner", "%%MatrixMarket object format field symmetry");
        }

        string kind = Word(text);
        string format = Word(text);
        string field = Word(text);
        string symmetryWord = Word(text);
        Require(text, kind, "the object", "matrix", "vector");
        Require(text, format, "the format", "coordinate", "array");
        Require(text, field, "the field", "real", "double", "integer", "unsigned-integer", "pattern", "complex");
        Require(text, symmetryWord, "the symmetry", "general", "symmetric", "skew-symmetric", "hermitian");
        EndLine(text, "the banner");
        if (field == "complex")
        {
            throw Failure.Of(WeightFileErrorKind.UnsupportedDataType, tensor, "the field 'complex' in line 1", "real, double, integer, unsigned-integer or pattern");
        }

        bool isVector = kind == "vector";
        bool isCoordinate = format == "coordinate";
        MatrixMarketSymmetry symmetry = symmetryWord switch
        {
            "general" => MatrixMarketSymmetry.General,
            "skew-symmetric" => MatrixMarketSymmetry.SkewSymmetric,
            // A Hermitian matrix of real numbers is symmetric; complex ones are refused above. Other words too.
            _ => MatrixMarketSymmetry.Symmetric,
        };
        bool impossible = (field == "pattern" && (!isCoordinate || symmetryWord is "skew-symmetric" or "hermitian"))
            || (isVector && symmetry != MatrixMarketSymmetry.General);
        return impossible
            ? throw Failure.Malformed(
                tensor, "the combination '" + string.Join(" ", kind, format, field, symmetryWord) + "' in line 1", "a combination the format allows")
            : ReadSize(text, tensor, field, symmetry, isVector, isCoordinate);
    }

    /// <summary>Passes over blank lines and comment lines. False at the end of the file.</summary>
    public static bool SkipToContent(TextScanner text)
    {
        while (!text.AtEnd)
        {
            if (!text.AtLineEnd && !text.TryTake('%'))
            {
                return true;
            }

            if (!text.AtEnd)
            {
                text.NextLine();
            }
        }

        return false;
    }

    /// <summary>Requires that the line has ended, and goes to the next.</summary>
    public static void EndLine(TextScanner text, string what)
    {
        if (!text.AtLineEnd)
        {
            throw text.Malformed(Printable.Quote(text.ReadToken()) + " after " + what, "the end of the line");
        }

        text.NextLine();
    }

    private static MatrixMarketHeader ReadSize(
        TextScanner text, string tensor, string field, MatrixMarketSymmetry symmetry, bool isVector, bool isCoordinate)
    {
        if (!SkipToContent(text))
        {
            throw text.Malformed("the end of the file", "a line with the size");
        }

        string place = " in line " + Printable.Number(text.Line);
        long rows = text.ReadUnsigned(isVector ? "the number of elements" : "the number of rows");
        long columns = isVector ? 1 : text.ReadUnsigned("the number of columns");
        if (rows > int.MaxValue || columns > int.MaxValue)
        {
            throw Failure.Of(
                WeightFileErrorKind.TooLarge, tensor, "the size " + Printable.List(isVector ? [rows] : [rows, columns]) + place, "at most 2147483647 in each dimension");
        }

        if (symmetry != MatrixMarketSymmetry.General && rows != columns)
        {
            throw text.Malformed("a symmetric matrix of size " + Printable.List([rows, columns]), "as many rows as columns");
        }

        long stored = symmetry switch
        {
            MatrixMarketSymmetry.General => rows * columns,
            MatrixMarketSymmetry.Symmetric => rows * (rows + 1) / 2,
            MatrixMarketSymmetry.SkewSymmetric => rows * (rows - 1) / 2,
            _ => throw new InvalidOperationException($"No number of entries for {symmetry}."),
        };
        long entries = isCoordinate ? text.ReadUnsigned("the number of entries") : stored;
        EndLine(text, "the size");
        return new MatrixMarketHeader(field, symmetry, isVector, isCoordinate, rows, columns, entries);
    }

    // Upper-case letters only of ASCII: the same in every culture.
    private static string Word(TextScanner text) => text.ReadToken().ToLowerInvariant();

    private static void Require(TextScanner text, string word, string what, params string[] allowed)
    {
        if (Array.IndexOf(allowed, word) < 0)
        {
            throw text.Malformed((word.Length == 0 ? "a banner without " : Printable.Quote(word) + " for ") + what, "one of " + string.Join(", ", allowed));
        }
    }
}
