using SparseCompile.Compiler.Tensors.Formats.Text;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Encodings;

/// <summary>Reads a matrix that several tensors store together. Entries of the same place are summed, as SciPy and PyTorch do.</summary>
/// <param name="file">The file or files with the tensors.</param>
/// <param name="group">The tensors.</param>
internal sealed class SparseGroupReader(WeightFile file, SparseGroup group)
{
    private const string ShapeNeeded = "a tensor '{0}.shape' with rows and columns, or a bias and an [Input] that tell them";

    /// <summary>Reads the matrix.</summary>
    /// <param name="file">The file or files with the tensors.</param>
    /// <param name="group">The tensors.</param>
    /// <param name="rows">Rows where no tensor tells them; null where nothing does.</param>
    /// <param name="columns">Columns likewise.</param>
    public static TensorReadResult Read(WeightFile file, SparseGroup group, int? rows, int? columns)
    {
        try
        {
            return new TensorReadResult(new SparseGroupReader(file, group).Read(rows, columns), null);
        }
        catch (Exception exception) when (Failure.IsExpected(exception))
        {
            return new TensorReadResult(null, Failure.Describe(exception, group.Name));
        }
    }

    private Tensor Read(int? rows, int? columns)
    {
        (long Rows, long Columns)? shape = Shape();
        (long? Rows, long? Columns) known = (shape?.Rows ?? rows, shape?.Columns ?? columns);
        return group.Storage switch
        {
            SparseStorage.CompressedRows => Compressed(true, known.Rows, known.Columns),
            SparseStorage.CompressedColumns => Compressed(false, known.Rows, known.Columns),
            SparseStorage.Compressed => Compressed(IsByRows(known.Rows, known.Columns), known.Rows, known.Columns),
            SparseStorage.Coordinates => Coordinates(known.Rows ?? throw NoShape(), known.Columns ?? throw NoShape()),
            SparseStorage.Diagonals => Diagonals(known.Rows ?? throw NoShape(), known.Columns ?? throw NoShape()),
            SparseStorage.Bitmask => Bitmask(known.Rows ?? throw NoShape(), known.Columns ?? throw NoShape()),
            _ => throw new InvalidOperationException($"No reader for {group.Storage}."),
        };
    }

    private Tensor Compressed(bool byRows, long? rows, long? columns)
    {
        string startsName = group.Part("crow_indices", "ccol_indices", "indptr")!;
        string indicesName = group.Part("col_indices", "row_indices", "indices")!;
        long[] starts = Integers(startsName);
        long[] indices = Integers(indicesName);
        (float[] values, long[] extents) = Values();
        (long height, long width) = extents.Length == 3 ? (extents[1], extents[2]) : extents.Length == 1 ? (1, 1)
            : throw Failure.Malformed(ValuesName, "the shape " + Printable.List(extents), "one value for each entry, or [blocks, rows, columns]");
        long lines = starts.Length - 1;
        (long outer, long inner) = byRows ? (lines * height, columns ?? throw NoShape()) : (lines * width, rows ?? throw NoShape());
        if (lines < 0 || (byRows ? rows : columns) is { } declared && declared != outer)
        {
            throw Failure.Malformed(
                startsName, Printable.Number(starts.Length) + " starts", $"one for each of {Printable.Number((byRows ? rows : columns) ?? 0)} {(byRows ? "rows" : "columns")}, and one more");
        }

        CoordinateSum sum = Sum(byRows ? outer : inner, byRows ? inner : outer);
        CheckStarts(startsName, starts, indices.Length);
        long size = height * width;
        if (starts[lines] > values.Length / Math.Max(1, size))
        {
            throw Failure.Malformed(ValuesName, Printable.Number(values.Length) + " values", Printable.Number(starts[lines] * size) + ", as there are indices");
        }

        for (long line = 0; line < lines; line++)
        {
            for (long k = starts[line]; k < starts[line + 1]; k++)
            {
                long other = InRange(indicesName, indices[k], inner / (byRows ? width : height));
                (long row, long column) = byRows ? (line * height, other * width) : (other * height, line * width);
                for (long i = 0; i < size; i++)
                {
                    sum.Add(row + (i / width), column + (i % width), values[(k * size) + i]);
                }
            }
        }

        return sum.ToTensor();
    }

    /// <summary>Whether lines are rows: as the format says, or else as only one way fits the shape.</summary>
    private bool IsByRows(long? rows, long? columns)
    {
        if (group.Part("format") is { } format)
        {
            string word = Word(format);
            return word is "csr" or "bsr" ? true : word is "csc" or "bsc" ? false : throw UnknownFormat(format, word);
        }

        long lines = Integers(group.Part("indptr")!).Length - 1;
        (_, long[] extents) = Values();
        (long height, long width) = extents.Length == 3 ? (extents[1], extents[2]) : (1, 1);
        bool byRows = rows is null || rows == lines * height;
        bool byColumns = columns is null || columns == lines * width;
        return byRows != byColumns
            ? byRows
            : throw Failure.Malformed(group.Name, "'indptr' without a format, which may start rows or columns", $"a tensor '{group.Name}.format' ('csr' or 'csc'), as scipy.sparse.save_npz writes");
    }

    private Tensor Coordinates(long rows, long columns)
    {
        (float[] values, _) = Values();
        string rowName = group.Part("row", "coords", "indices")!;
        string columnName = group.Part("col", "coords", "indices")!;
        long[] rowIndices = Integers(rowName);
        long[] columnIndices = columnName == rowName ? rowIndices : Integers(columnName);
        int skipped = columnName == rowName ? rowIndices.Length / 2 : 0;
        if (rowIndices.Length - skipped != values.Length || columnIndices.Length - skipped != values.Length)
        {
            throw Failure.Malformed(rowName, Printable.Number(rowIndices.Length - skipped) + " positions", Printable.Number(values.Length) + ", one for each value");
        }

        CoordinateSum sum = Sum(rows, columns);
        for (int i = 0; i < values.Length; i++)
        {
            sum.Add(InRange(rowName, rowIndices[i], rows), InRange(columnName, columnIndices[skipped + i], columns), values[i]);
        }

        return sum.ToTensor();
    }

    private Tensor Diagonals(long rows, long columns)
    {
        (float[] values, long[] extents) = Values();
        long[] offsets = Integers(group.Part("offsets")!);
        if (extents.Length != 2 || extents[0] != offsets.Length)
        {
            throw Failure.Malformed(ValuesName, "the shape " + Printable.List(extents), $"[{Printable.Number(offsets.Length)}, columns], one row for each offset");
        }

        CoordinateSum sum = Sum(rows, columns);
        for (int d = 0; d < offsets.Length; d++)
        {
            for (long column = Math.Max(0, offsets[d]); column < Math.Min(columns, extents[1]) && column - offsets[d] < rows; column++)
            {
                sum.Add(column - offsets[d], column, values[(d * extents[1]) + column]);
            }
        }

        return sum.ToTensor();
    }

    private Tensor Bitmask(long rows, long columns)
    {
        string maskName = group.Part("bitmask")!;
        long[] mask = Integers(maskName);
        long width = (columns + 7) / 8;
        if (mask.Length != rows * width)
        {
            throw Failure.Malformed(maskName, Printable.Number(mask.Length) + " bytes", $"{Printable.Number(rows * width)}, one bit for each of [{Printable.Number(rows)}, {Printable.Number(columns)}]");
        }

        (float[] values, _) = Values();
        CoordinateSum sum = Sum(rows, columns);
        int next = 0;
        for (long row = 0; row < rows; row++)
        {
            for (long column = 0; column < columns; column++)
            {
                if ((mask[(row * width) + (column / 8)] >> (int)(column % 8) & 1) != 0 && next++ < values.Length)
                {
                    sum.Add(row, column, values[next - 1]);
                }
            }
        }

        return next == values.Length
            ? sum.ToTensor()
            : throw Failure.Malformed(ValuesName, Printable.Number(values.Length) + " values", Printable.Number(next) + ", one for each bit that is set");
    }

    private string ValuesName => group.Part("compressed", "values", "data")!;

    private CoordinateSum Sum(long rows, long columns)
    {
        TensorInfo values = file.Tensors.First(tensor => tensor.Name == ValuesName);
        TensorInfo info = new(group.Name, values.DataType, new([rows, columns]));
        Shapes.RequireIndexable(info);
        return new CoordinateSum(info);
    }

    private (long Rows, long Columns)? Shape()
    {
        if (group.Part("shape", "size") is not { } name)
        {
            return null;
        }

        long[] extents = Integers(name);
        return extents.Length == 2 && extents.All(extent => extent is >= 0 and <= int.MaxValue)
            ? (extents[0], extents[1])
            : throw Failure.Malformed(name, "the shape " + Printable.List(extents), "a matrix: rows and columns");
    }

    private (float[] Values, long[] Extents) Values()
    {
        TensorReadResult read = file.Read(ValuesName);
        Tensor tensor = read.Tensor ?? throw new WeightFileException(read.Error!);
        long count = 1;
        foreach (long extent in tensor.Info.Shape)
        {
            count *= extent;
        }

        if (count > 1 << 26)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, ValuesName, "the shape " + Printable.List(tensor.Info.Shape), "at most 67108864 values");
        }

        float[] values = new float[count];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return (values, [.. tensor.Info.Shape]);
    }

    private long[] Integers(string name) => file.ReadIntegers(name, out long[]? integers) is { } error ? throw new WeightFileException(error) : integers!;

    private string Word(string name) => file.ReadWord(name, out string? word) is { } error ? throw new WeightFileException(error) : word!;

    private WeightFileException NoShape() =>
        Failure.Malformed(group.Name, "a sparse matrix without its shape", ShapeNeeded.Replace("{0}", group.Name));

    private static WeightFileException UnknownFormat(string tensor, string word) =>
        Failure.Of(WeightFileErrorKind.UnsupportedDataType, tensor, "the sparse format " + Printable.Quote(word), "csr, csc, bsr, coo or dia");

    private static void CheckStarts(string name, long[] starts, long entries)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            if (starts[i] < (i == 0 ? 0 : starts[i - 1]) || starts[i] > entries || (i == 0 && starts[0] != 0))
            {
                throw Failure.Malformed(name, $"the start {Printable.Number(starts[i])} at index {i}", $"starts from 0 to {Printable.Number(entries)} that do not fall");
            }
        }
    }

    private static long InRange(string name, long index, long extent) => index >= 0 && index < extent
        ? index
        : throw Failure.Malformed(name, "the index " + Printable.Number(index), "at least 0 and below " + Printable.Number(extent));
}
