using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>An unrolled kernel, and its own tables where it has any.</summary>
internal static class UnrolledKernel
{
    /// <summary>Prints it.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="program">The program.</param>
    /// <param name="mark">Called for each operation with its first line and the one behind its last; null for no call.</param>
    public static void Print(SourceWriter writer, LaneProgram program, Action<LaneOp, int, int>? mark = null)
    {
        if (program.Literals is { } tables)
        {
            PrintTables(writer, program.Name, tables);
        }

        KernelPrinter.Print(writer, program, mark);
    }

    private static void PrintTables(SourceWriter writer, string kernel, LiteralTables tables)
    {
        string table = kernel + "Table";
        writer.Line("/// <summary>The tables below, laid out for loads.</summary>");
        writer.Line($"private static readonly {LookupTable} {table} = {LookupTable}.FromLiterals({table}Steps, {table}Weights, {table}Bias);").Line();
        writer.Line("// The JIT takes read-only fields for constants: the kernel's caller then loads nothing.");
        foreach ((string type, string name) in new[] { ("float", "Bias"), ("int", "Indices"), ("float", "Weights"), ("uint", "Masks") })
        {
            writer.Line($"internal static readonly {type}* {kernel}{name} = {table}.{name};");
        }

        writer.Line();

        // One line is one step: sixteen lanes, each with its place in the two registers looked up in.
        IEnumerable<string> steps = tables.Indices.Select((index, i) => (tables.Masks[i / 16] >> (i % 16) & 1) == 1 ? Literals.Integer(index) : "255");
        TableWriter.Array(writer, "For each step (a line) and lane, the input within two registers; 255 where the lane is idle", "byte", table + "Steps", steps, 16);
        TableWriter.Array(
            writer, "The non-zeros, in the order of the lanes that are not idle", "float", table + "Weights", tables.Weights.Where(weight => weight != 0f).Select(Literals.Float), 8);
        TableWriter.Array(writer, "Biases, sixteen for each group of rows", "float", table + "Bias", tables.Bias.Select(Literals.Float), 16);
    }
}
