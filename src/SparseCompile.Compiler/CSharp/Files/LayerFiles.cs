using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The files of one layer: its tables and its kernels.</summary>
internal static class LayerFiles
{
    private static readonly string[] Usings =
    [
        "System", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "System.Runtime.Intrinsics.X86", "SparseCompile.Runtime",
    ];

    /// <summary>Writes a layer.</summary>
    public static IEnumerable<GeneratedFile> Write(GenerationContext context, LayerKernels kernels, string identifier, bool hasBatch)
    {
        LayerPlan plan = kernels.Plan;
        IReadOnlyList<IReadOnlyList<string>> rest = [];
        yield return File(context, plan, identifier, identifier, writer =>
        {
            if (TableWriter.IsLiteral(plan))
            {
                TableWriter.WriteLiterals(writer, plan);
            }
            else
            {
                rest = TableWriter.WriteText(writer, context, plan);
            }

            List<LaneProgram> programs = [.. KernelSet.Widths.SelectMany(kernels.Form).Where(program => !IsSeparate(program))];
            programs.AddRange(hasBatch ? KernelSet.Widths.Where(width => width > 1).SelectMany(kernels.Batches) : []);
            foreach (LaneProgram program in programs)
            {
                writer.Line();
                KernelPrinter.Print(writer, program);
            }
        });

        for (int i = 0; i < rest.Count; i++)
        {
            yield return File(context, plan, identifier, $"{identifier}.Part{i + 1}", writer => TableWriter.WritePart(writer, i + 1, rest[i]));
        }

        // Every unrolled part of a layer is a file of its own, which keeps files small however large the layer.
        foreach (LaneProgram program in KernelSet.Widths.SelectMany(kernels.Form).Where(IsSeparate))
        {
            yield return File(context, plan, identifier, $"{identifier}.{program.Name}", writer => WriteUnrolled(writer, program));
        }
    }

    /// <summary>The file of a network that is one unrolled kernel.</summary>
    public static GeneratedFile WriteFused(GenerationContext context, LaneProgram program)
    {
        IEnumerable<string> about = context.Plan.Layers.SelectMany(FileHeader.Of);
        string text = FileFrame.Write(context, about, Usings, writer =>
        {
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                writer.Line("/// <summary>The whole network in one kernel.</summary>");
                using (writer.Open("private static class Network"))
                {
                    WriteUnrolled(writer, program);
                }
            }
        });
        return new GeneratedFile(context.Hint("Network"), text, IsImplementation: true);
    }

    private static bool IsSeparate(LaneProgram program) => program.Name.Contains("Part");

    private static void WriteUnrolled(SourceWriter writer, LaneProgram program)
    {
        if (program.Family == KernelFamily.RegisterLookup)
        {
            LaneProgramTables tables = program.Tables;
            string table = program.Name + "Table";
            writer.Line("/// <summary>The tables below, laid out for loads.</summary>");
            writer.Line($"private static readonly LookupTable {table} = LookupTable.FromLiterals({table}Steps, {table}Weights, {table}Bias);").Line();
            writer.Line("// The JIT takes read-only fields for constants: the kernel's caller then loads nothing.");
            foreach ((string type, string name) in new[] { ("float", "Bias"), ("int", "Indices"), ("float", "Weights"), ("uint", "Masks") })
            {
                writer.Line($"internal static readonly {type}* {program.Name}{name} = {table}.{name};");
            }

            writer.Line();

            // One line is one step: sixteen lanes, each with its place in the two registers looked up in.
            IEnumerable<string> steps = tables.Indices.Select((index, i) => (tables.Masks[i / 16] >> (i % 16) & 1) == 1 ? Literals.Integer(index) : "255");
            TableWriter.Array(writer, "For each step (a line) and lane, the input within two registers; 255 where the lane is idle", "byte", table + "Steps", steps, 16);
            TableWriter.Array(
                writer, "The non-zeros, in the order of the lanes that are not idle", "float", table + "Weights", tables.Weights.Where(weight => weight != 0f).Select(Literals.Float), 8);
            TableWriter.Array(writer, "Biases, sixteen for each group of rows", "float", table + "Bias", tables.Bias.Select(Literals.Float), 16);
        }

        KernelPrinter.Print(writer, program);
    }

    private static GeneratedFile File(GenerationContext context, LayerPlan plan, string identifier, string part, Action<SourceWriter> content)
    {
        string text = FileFrame.Write(context, FileHeader.Of(plan), Usings, writer =>
        {
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                if (part == identifier)
                {
                    writer.Line($"/// <summary>Layer {Literals.Xml(plan.Layer.Name)}: {plan.Layer.Inputs} inputs, {plan.Layer.Outputs} outputs, {Literals.Count(plan.Layer.Weights.NonZeros)} multiply-accumulates.</summary>");
                }

                using (writer.Open($"private static partial class {identifier}"))
                {
                    content(writer);
                }
            }
        });
        return new GeneratedFile(context.Hint(part), text, IsImplementation: true);
    }
}
