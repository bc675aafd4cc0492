using SparseCompile.Compiler.CSharp.Members;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The public members of a model with several inputs or outputs: a span for each. There is no batch.</summary>
internal static class SpanMembers
{
    /// <summary>Writes them.</summary>
    public static void Write(SourceWriter writer, GenerationContext context)
    {
        string name = context.Declaration.Type.Name, own = context.Declaration.Type.Expression;
        writer.Line("/// <summary>The number of values of all inputs.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int InputLength = {context.InputLength};").Line();
        writer.Line("/// <summary>The number of values of all outputs.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int OutputLength = {context.OutputLength};").Line();

        writer.Line("/// <summary>Runs the network. Does not allocate. Thread-safe.</summary>");
        ShellFile.WriteLayerTable(writer, context.Plan);
        WriteParameters(writer, context);
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"public static void Infer({Parameters(context)})"))
        {
            WriteChecks(writer, context, name + ".Infer");
            writer.Line($"{own}.{context.InferCore}({Arguments(context)});");
        }

        WriteCounted(writer, context, name);
        writer.Line();
        writer.Line("/// <summary>Compiles the kernels and prepares their tables, so that the first inference does not have to.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static void Warmup()"))
        {
            writer.Line($"{context.InferCore}({string.Join(", ", context.Spans.Select(span => $"new float[{span.Value.Length}]"))});");
        }
    }

    /// <summary>The parameters, with their types.</summary>
    public static string Parameters(GenerationContext context) => string.Join(", ", context.Spans.Select(span => span.Declaration));

    private static string Arguments(GenerationContext context) => string.Join(", ", context.Spans.Select(span => span.Text));

    private static void WriteCounted(SourceWriter writer, GenerationContext context, string name)
    {
        string own = context.Declaration.Type.Expression;
        long all = context.Plan.Nodes.Sum(node => node.Macs);
        bool isCounting = context.Plan.IsCounting;
        writer.Line();
        writer.Line("/// <summary>Runs the network and counts the multiply-accumulates executed. Produces the same outputs as <see cref=\"Infer\"/>.</summary>");
        WriteParameters(writer, context);
        writer.Line(isCounting
            ? $"/// <returns>The number of multiply-accumulates executed: {Literals.Count(all)} minus those skipped because of zero activations.</returns>"
            : "/// <returns>The number of multiply-accumulates executed. It is the same for every input: no layer of this network skips zero activations.</returns>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"public static long InferCounted({Parameters(context)})"))
        {
            WriteChecks(writer, context, name + ".InferCounted");
            if (isCounting)
            {
                writer.Line("long executed = 0;");
                writer.Line($"{own}.{context.InferCountedCore}({Arguments(context)}, ref executed);");
                writer.Line("return executed;");
            }
            else
            {
                writer.Line($"{own}.{context.InferCore}({Arguments(context)});");
                writer.Line($"return {all};");
            }
        }
    }

    private static void WriteParameters(SourceWriter writer, GenerationContext context)
    {
        foreach (SpanParameter span in context.Spans)
        {
            string what = span.IsState
                ? $"A state of {span.Value.Length} values, read and overwritten: zeros for the first step of a sequence, then what the step before left. Must not overlap another span"
                : span.IsInput
                ? $"{span.Value.Length} values, row-major, of shape {span.Shape}"
                : $"Receives {span.Value.Length} values, row-major, of shape {span.Shape}; may be longer. Must not overlap an input";
            writer.Line($"/// <param name=\"{span.Name}\">{what}.</param>");
        }

        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">A span has the wrong length.</exception>");
    }

    private static void WriteChecks(SourceWriter writer, GenerationContext context, string member)
    {
        foreach (SpanParameter span in context.Spans)
        {
            using (writer.Open($"if ({span.Text}.Length {(span.IsInput ? "!=" : "<")} {span.Value.Length})"))
            {
                string refusal = span.IsInput ? "ThrowInput" : "ThrowOutput";
                writer.Line($"{SpanLength}.{refusal}(\"{member}\", {span.Value.Length}, {span.Text}.Length, \"{span.Name}\");");
            }

            writer.Line();
        }
    }
}
