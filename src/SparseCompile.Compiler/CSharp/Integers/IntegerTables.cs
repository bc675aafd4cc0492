using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Runtime;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Integers;

/// <summary>The files with the tables of a node: literals while they are small enough to be read, else text.</summary>
internal static class IntegerTables
{
    /// <summary>Lines of text in one file, which stays under 1 MB.</summary>
    private const int LinesPerFile = 800_000 / 3 / TableTextFormat.LineLength;

    /// <summary>Writes a node's tables; nothing for one that has none.</summary>
    public static IEnumerable<GeneratedFile> Write(IntegerContext context, QuantizedNode node)
    {
        QuantizedLayer? layer = node as QuantizedLayer;
        EquatableArray<sbyte> activation = layer?.Epilogue.Table ?? (node as QuantizedAdd)?.Epilogue.Table ?? default;
        if (layer is null && activation.Count == 0)
        {
            yield break;
        }

        string identifier = context.IdentifierOf(node);
        IReadOnlyList<IReadOnlyList<string>> rest = [];
        yield return File(context, identifier, identifier, writer =>
        {
            if (activation.Count > 0)
            {
                Array(writer, "internal", "The activation of each value from -128 to 127", "sbyte", "Curve", activation.Select(value => (long)value));
            }

            rest = layer is null ? [] : WriteLayer(writer, layer);
        });
        for (int i = 0; i < rest.Count; i++)
        {
            int part = i + 1;
            yield return File(context, identifier, $"{identifier}.Part{part}", writer => WritePart(writer, part, rest[part - 1]));
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> WriteLayer(SourceWriter writer, QuantizedLayer layer)
    {
        QuantizedMatrix matrix = layer.Weights;
        writer.Line("/// <summary>The non-zeros.</summary>");
        if (matrix.NonZeros <= TableWriter.LiteralLimit && matrix.Rows <= TableWriter.LiteralLimit)
        {
            writer.Line($"internal static readonly {Int8Table} Table = new(Lengths, Slots, Weights, Bias, Multipliers, Shifts);").Line();
            Array(writer, "private", "Non-zeros of each row", "int", "Lengths", Enumerable.Range(0, matrix.Rows).Select(row => (long)matrix.RowLength(row)));
            Array(writer, "private", "Input, or tap, of each non-zero", "int", "Slots", matrix.ColumnIndices.Select(column => (long)column));
            Array(writer, "private", "The non-zeros, row by row", "sbyte", "Weights", matrix.Values.Select(value => (long)value));
            Array(writer, "private", "What each row's sum begins with", "int", "Bias", layer.Bias.Select(value => (long)value));
            Array(writer, "private", "Multiplier of each row's sum", "ushort", "Multipliers", layer.Requantisations.Select(one => (long)one.Multiplier));
            Array(writer, "private", "Shift of each product", "byte", "Shifts", layer.Requantisations.Select(one => (long)one.Shift));
            return [];
        }

        int columnBytes = matrix.Columns <= 65536 ? 2 : 4;
        TableTextEncoder text = new();
        text.Add(Pack(layer, columnBytes));
        List<IReadOnlyList<string>> parts = [.. text.Lines.Select((line, i) => (line, i)).GroupBy(each => each.i / LinesPerFile, each => each.line).Select(part => part.ToList())];
        writer.Line($"internal static readonly {Int8Table} Table = {Int8Table}.Read(typeof(Text), rows: {matrix.Rows}, nonZeros: {matrix.NonZeros}, columnBytes: {columnBytes});").Line();
        WritePart(writer, 0, parts[0]);
        return [.. parts.Skip(1)];
    }

    private static void WritePart(SourceWriter writer, int index, IReadOnlyList<string> lines)
    {
        writer.Line("/// <summary>Rows, columns and weights: the format of Int8Table.</summary>");
        using (writer.Open("private static partial class Text"))
        {
            writer.Line($"internal const string Part{index} = \"\"\"");
            foreach (string line in lines)
            {
                writer.Raw(line);
            }

            writer.Raw("\"\"\";");
        }
    }

    /// <summary>What <c>Int8Table.Read</c> of the run-time library reads, which documents the format.</summary>
    private static byte[] Pack(QuantizedLayer layer, int columnBytes)
    {
        List<byte> bytes = [];
        for (int row = 0; row < layer.Weights.Rows; row++)
        {
            Add(layer.Weights.RowLength(row), 4);
            Add(layer.Bias[row], 4);
            Add(layer.Requantisations[row].Multiplier, 2);
            Add(layer.Requantisations[row].Shift, 1);
        }

        foreach (int column in layer.Weights.ColumnIndices)
        {
            Add(column, columnBytes);
        }

        bytes.AddRange(layer.Weights.Values.Select(value => (byte)value));
        return [.. bytes];

        void Add(int value, int count)
        {
            for (int i = 0; i < count; i++)
            {
                bytes.Add((byte)(value >> (8 * i)));
            }
        }
    }

    private static void Array(SourceWriter writer, string access, string summary, string type, string name, IEnumerable<long> values)
    {
        const int PerLine = 24;
        string[] all = [.. values.Select(Literals.Integer)];
        writer.Line($"/// <summary>{summary}.</summary>");
        writer.Line($"{access} static {ReadOnlySpan}<{type}> {name} =>");
        using (writer.OpenWith("[", "];"))
        {
            for (int start = 0; start < all.Length; start += PerLine)
            {
                writer.Line(string.Join(", ", all.Skip(start).Take(PerLine)) + ",");
            }
        }

        writer.Line();
    }

    private static GeneratedFile File(IntegerContext context, string identifier, string part, Action<SourceWriter> content)
    {
        string text = FileFrame.Write(context.Declaration, context.About(), writer =>
        {
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            using (writer.Open($"private static partial class {identifier}"))
            {
                content(writer);
            }
        });
        return new GeneratedFile(context.Hint(part), text, IsImplementation: true);
    }
}
