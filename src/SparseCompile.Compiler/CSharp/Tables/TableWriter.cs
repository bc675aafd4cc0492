using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Runtime;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Tables;

/// <summary>Writes a layer's table: as literals while it is small enough to be read, else as text, fifteen bits a character.</summary>
internal static class TableWriter
{
    /// <summary>Non-zeros up to which literals are written: a quarter of a second of the C# compiler per 30,000 of them.</summary>
    public const int LiteralLimit = 4096;

    /// <summary>Lines of text in one file: three bytes a character in UTF-8, which keeps it under 1 MB with the kernels.</summary>
    private const int LinesPerFile = 800_000 / 3 / TableTextFormat.LineLength;

    /// <summary>Non-zeros of a model up to which code loads the text itself: 0.3 MB of the 16 that an assembly has for strings that code loads.</summary>
    private const int LoadedNonZeros = 50_000;

    /// <summary>Whether the layer's table is written as literals.</summary>
    public static bool IsLiteral(LayerPlan plan) => plan.Rows.Weights.Length <= LiteralLimit && plan.Positions <= LiteralLimit;

    /// <summary>The table as literals, and the field that holds it in memory.</summary>
    public static void WriteLiterals(SourceWriter writer, LayerPlan plan)
    {
        SparseRows rows = plan.Rows;
        writer.Line("/// <summary>Where the layer's tables are, laid out for the vectors at hand when first used.</summary>");
        writer.Line($"internal static readonly {LayerTables} Tables = {LayerTables}.FromLiterals(Lengths, Slots, Weights, Bias);").Line();
        Array(writer, "Non-zeros of each row, in the plan's order", "int", "Lengths", rows.Lengths().Select(value => Literals.Integer(value)), 24);
        Array(writer, "Input slot of each non-zero, row by row", "int", "Slots", rows.Slots.Select(value => Literals.Integer(value)), 16);
        Array(writer, "The non-zeros, row by row", "float", "Weights", rows.Weights.Select(Literals.Float), 8);
        Bias(writer, plan.Arrangement);
    }

    /// <summary>The table as text: the field, and as many lines as fit this file; the parts for other files are returned.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> WriteText(SourceWriter writer, GenerationContext context, LayerPlan plan)
    {
        PackedLayer packed = context.Table(plan);
        TableTextEncoder text = new();
        foreach (byte[] section in new[] { packed.Lengths, packed.Weights, packed.Codes, packed.Bias })
        {
            text.Add(section);
        }

        IReadOnlyList<IReadOnlyList<string>> parts = Parts(text.Lines);
        string source = context.Plan.Layers.Sum(layer => (long)layer.Rows.Weights.Length) > LoadedNonZeros
            ? "typeof(Text)"
            : $"[{string.Join(", ", parts.Select((_, i) => $"Text.Part{i}"))}]";
        writer.Line("/// <summary>Where the layer's tables are, laid out for the vectors at hand when first used.</summary>");
        writer.Line($"internal static readonly {LayerTables} Tables = {PackedTable}.Read(");
        writer.Line($"    {source}, positions: {plan.Rows.Positions}, nonZeros: {plan.Rows.Weights.Length}, lengthBytes: {packed.Lengths.Length}, values: {packed.ValueCount}, "
            + $"hasBias: {(plan.Arrangement.HasBias ? "true" : "false")});").Line();
        WritePart(writer, 0, parts[0]);
        return [.. parts.Skip(1)];
    }

    /// <summary>Lines of text, file by file.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Parts(IReadOnlyList<string> lines) =>
        [.. lines.Select((line, i) => (line, i)).GroupBy(each => each.i / LinesPerFile, each => each.line).Select(part => part.ToList())];

    /// <summary>One part of a text table.</summary>
    public static void WritePart(SourceWriter writer, int index, IReadOnlyList<string> lines)
    {
        writer.Line("/// <summary>Lengths, gaps between inputs, and weights of the rows, in the plan's order: the format of PackedTable.</summary>");
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

    /// <summary>A read-only array of literals.</summary>
    public static void Array(SourceWriter writer, string summary, string type, string name, IEnumerable<string> values, int perLine)
    {
        List<string> all = [.. values];
        writer.Line($"/// <summary>{summary}.</summary>");
        if (all.Count <= perLine)
        {
            writer.Line($"private static {ReadOnlySpan}<{type}> {name} => [{string.Join(", ", all)}];").Line();
            return;
        }

        writer.Line($"private static {ReadOnlySpan}<{type}> {name} =>");
        using (writer.OpenWith("[", "];"))
        {
            for (int start = 0; start < all.Count; start += perLine)
            {
                writer.Line(string.Join(", ", all.Skip(start).Take(perLine)) + ",");
            }
        }

        writer.Line();
    }

    private static void Bias(SourceWriter writer, Arrangement layer) =>
        Array(writer, "Bias of each row, in the plan's order; empty when all are zero", "float", "Bias", layer.StoredBias.Select(Literals.Float), 8);
}
