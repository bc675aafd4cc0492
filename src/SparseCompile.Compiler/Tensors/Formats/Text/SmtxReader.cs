using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Reads smtx files, the pattern of a CSR matrix in three lines: "rows, columns, non-zeros", row starts, column indices.</summary>
/// <remarks>
/// Numbers are separated by blanks, by one comma, or by both. Columns of a row may come in any order, each once. There are no
/// values: an entry becomes 1 or the number that <see cref="PatternValue"/> documents.
/// </remarks>
internal static class SmtxReader
{
    /// <summary>Checks the whole file.</summary>
    public static WeightTable ReadTable(WeightFileBytes file, string tensorName)
    {
        var pattern = SmtxPattern.Read(new TextScanner(new SectionStream(file, 0, file.Length), tensorName), tensorName);
        return new WeightTable([new TensorEntry(new TensorInfo(tensorName, "pattern", new([pattern.Rows, pattern.Columns])))], default);
    }

    /// <summary>Reads the pattern and gives its entries values.</summary>
    public static Tensor ReadTensor(WeightFileBytes file, TensorEntry entry, PatternValues patternValues)
    {
        if (patternValues == PatternValues.Refuse)
        {
            throw Failure.Of(
                WeightFileErrorKind.PatternWithoutValues, entry.Info.Name, "a pattern without values", "a choice of values (ones or seeded), or a format that has values");
        }

        var pattern = SmtxPattern.Read(new TextScanner(new SectionStream(file, 0, file.Length), entry.Info.Name), entry.Info.Name);
        var nonZeros = new NonZeroList(entry.Info);
        for (int row = 0; row < pattern.Rows; row++)
        {
            for (int i = pattern.RowStarts[row]; i < pattern.RowStarts[row + 1]; i++)
            {
                int column = pattern.ColumnIndices[i];
                nonZeros.Add(((long)row * pattern.Columns) + column, patternValues == PatternValues.Ones ? 1f : PatternValue.Seeded(row, column));
            }
        }

        return nonZeros.ToTensor(alreadyAscending: true);
    }
}
