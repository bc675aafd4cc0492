using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp;

/// <summary>Writes a layer's table: as literals while it is small enough to be read, else as base-64 text.</summary>
internal static class TableWriter
{
    /// <summary>Non-zeros up to which literals are written: a quarter of a second of the C# compiler per 30,000 of them.</summary>
    public const int LiteralLimit = 4096;

    /// <summary>Characters of base-64 text in one file, which keeps it under 1 MB.</summary>
    public const int TextPerFile = 960_000;

    /// <summary>Characters of a line of base-64 text: 96 bytes.</summary>
    private const int LineLength = 128;

    /// <summary>Whether the layer's table is written as literals.</summary>
    public static bool IsLiteral(LayerPlan plan) => plan.Rows.Weights.Length <= LiteralLimit && plan.Positions <= LiteralLimit;

    /// <summary>The table as literals, and the field that holds it in memory.</summary>
    public static void WriteLiterals(SourceWriter writer, LayerPlan plan)
    {
        SparseRows rows = plan.Rows;
        writer.Line("/// <summary>Where the layer's tables are, laid out for the vectors at hand when first used.</summary>");
        writer.Line($"internal static readonly LayerTables Tables = LayerTables.FromLiterals(Lengths, Slots, Weights, Bias, GroupsPerBlock){SumsFirst(plan)};").Line();
        int[] lengths = [.. Enumerable.Range(0, rows.Positions).Select(position => rows.Starts[position + 1] - rows.Starts[position])];
        Array(writer, "Non-zeros of each row, in the plan's order", "int", "Lengths", lengths.Select(value => Literals.Integer(value)), 24);
        Array(writer, "Input slot of each non-zero, row by row", "int", "Slots", rows.Slots.Select(value => Literals.Integer(value)), 16);
        Array(writer, "The non-zeros, row by row", "float", "Weights", rows.Weights.Select(Literals.Float), 8);
        Bias(writer, plan);
        Blocks(writer, plan);
    }

    /// <summary>The table as text: the field, and as many parts as fit this file; the rest is returned.</summary>
    public static IReadOnlyList<string> WriteText(SourceWriter writer, LayerPlan plan, byte[] bytes)
    {
        IReadOnlyList<string> parts = Split(bytes);
        writer.Line("/// <summary>Where the layer's tables are, laid out for the vectors at hand when first used.</summary>");
        writer.Line("internal static readonly LayerTables Tables = Unpack();").Line();
        Blocks(writer, plan);
        using (writer.Open("private static LayerTables Unpack()"))
        {
            writer.Line($"PackedTable table = new({bytes.Length});");
            for (int i = 0; i < parts.Count; i++)
            {
                writer.Line($"table.Append(Part{i});");
            }

            writer.Line($"return table.Finish(GroupsPerBlock){SumsFirst(plan)};");
        }

        writer.Line();
        WritePart(writer, 0, parts[0]);
        return [.. parts.Skip(1)];
    }

    /// <summary>One part of a text table.</summary>
    public static void WritePart(SourceWriter writer, int index, string part)
    {
        writer.Line("/// <summary>Lengths, gaps between inputs, and weights of the rows, in the plan's order: the format of PackedTable.</summary>");
        writer.Line($"private static ReadOnlySpan<byte> Part{index} => \"\"\"");
        for (int start = 0; start < part.Length; start += LineLength)
        {
            writer.Raw(part.Substring(start, Math.Min(LineLength, part.Length - start)));
        }

        writer.Raw("\"\"\"u8;");
    }

    /// <summary>A read-only array of literals.</summary>
    public static void Array(SourceWriter writer, string summary, string type, string name, IEnumerable<string> values, int perLine)
    {
        List<string> all = [.. values];
        writer.Line($"/// <summary>{summary}.</summary>");
        if (all.Count <= perLine)
        {
            writer.Line($"private static ReadOnlySpan<{type}> {name} => [{string.Join(", ", all)}];").Line();
            return;
        }

        writer.Line($"private static ReadOnlySpan<{type}> {name} =>");
        using (writer.OpenWith("[", "];"))
        {
            for (int start = 0; start < all.Count; start += perLine)
            {
                writer.Line(string.Join(", ", all.Skip(start).Take(perLine)) + ",");
            }
        }

        writer.Line();
    }

    private static string SumsFirst(LayerPlan plan) => plan.SumsFirst ? ".SumsFirst()" : "";

    private static void Bias(SourceWriter writer, LayerPlan plan) =>
        Array(writer, "Bias of each row, in the plan's order; empty when all are zero", "float", "Bias", plan.HasBias ? plan.Bias.Select(Literals.Float) : [], 8);

    private static void Blocks(SourceWriter writer, LayerPlan plan) =>
        Array(
            writer,
            "How rows share windows of the input: groups of 16 in a block, number of such blocks, and so on",
            "int",
            "GroupsPerBlock",
            BlockSizes.Runs(plan.GroupsPerBlock).SelectMany(run => new[] { run.Groups, run.Blocks }).Select(value => Literals.Integer(value)),
            24);

    private static List<string> Split(byte[] bytes)
    {
        const int BytesPerPart = TextPerFile / 4 * 3;
        List<string> parts = [];
        for (int start = 0; start < bytes.Length || start == 0; start += BytesPerPart)
        {
            parts.Add(Convert.ToBase64String(bytes, start, Math.Min(BytesPerPart, bytes.Length - start)));
        }

        return parts;
    }
}
