using SparseCompile.Compiler.CSharp.Kernels;
using SparseCompile.Compiler.CSharp.Members;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The file that runs a model's kernels one after the other, on the target that fits the processor.</summary>
internal static class CoreFile
{
    /// <summary>Writes the file.</summary>
    public static GeneratedFile Write(GenerationContext context)
    {
        string text = FileFrame.Write(context, FileHeader.Of(context.Plan), writer =>
        {
            WriteCore(writer, context);
            writer.Line().Line("/// <summary>The generated kernels.</summary>").Line(FileFrame.GeneratedCode).Line($"[{SkipLocalsInit}]");
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                OrderMembers.Write(writer, context);
                if (context.Plan.Graph.IsFunction)
                {
                    WriteOneByOne(writer, context);
                    WriteColumnsOneByOne(writer, context);
                }

                foreach (Target target in TargetRegistry.All)
                {
                    WriteForm(writer, context, target);
                    writer.Line();
                }

                foreach (Target target in TargetRegistry.All.Where(target => target.HasBatch && context.Kernels.HasBatch))
                {
                    BatchMembers.Write(writer, context, target);
                    BatchMembers.WriteColumns(writer, context, target);
                }
            }
        });
        return new GeneratedFile(context.Hint("Kernels"), text, IsImplementation: true);
    }

    private static string FormName(Target target) => "Infer" + target.Suffix;

    private static void WriteCore(SourceWriter writer, GenerationContext context)
    {
        using (writer.Open($"static partial void {context.InferCore}({SpanMembers.Parameters(context)})"))
        {
            TargetDispatch.WritePinned(writer, Pins(context), target => $"{context.KernelsClass}.{FormName(target)}({Pointers(context)});");
        }

        if (context.Plan.IsCounting)
        {
            writer.Line();
            using (writer.Open($"static partial void {context.InferCountedCore}({SpanMembers.Parameters(context)}, ref long executed)"))
            {
                TargetDispatch.WritePinned(writer, Pins(context), target => $"executed = {context.KernelsClass}.{FormName(target)}({Pointers(context)});");
            }
        }

        if (!context.Plan.Graph.IsFunction)
        {
            return;
        }

        writer.Line();
        if (context.Declaration is not MatrixDeclaration)
        {
            using (writer.Open($"static partial void {context.InferBatchCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int count)"))
            {
                TargetDispatch.WritePinned(writer, "inputs", "outputs", target => $"{context.KernelsClass}.{(HasBatch(context, target) ? "Batch" + target.Suffix : "InferOneByOne")}(x, y, count);");
            }

            writer.Line();
        }

        using (writer.Open($"static partial void {context.InferColumnsCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns)"))
        {
            TargetDispatch.WritePinned(writer, "inputs", "outputs", target =>
                $"{context.KernelsClass}.{(HasBatch(context, target) ? $"Columns{target.Suffix}(x, y, columns)" : "ColumnsOneByOne(x, y, columns, columns)")};");
        }
    }

    private static (string Pointer, string Span)[] Pins(GenerationContext context) => [.. context.Spans.SelectMany(span => span.Pins)];

    private static string Pointers(GenerationContext context) => string.Join(", ", ModelSpans.All(context.Plan.Graph));

    private static bool HasBatch(GenerationContext context, Target target) => context.Kernels.HasBatch && target.HasBatch;

    private static void WriteOneByOne(SourceWriter writer, GenerationContext context)
    {
        writer.Line("/// <summary>Inputs one after the other.</summary>");
        using (writer.Open("internal static void InferOneByOne(float* x, float* y, int count)"))
        {
            using (writer.Open($"for (; count > 0; count--, x += {context.InputLength}, y += {context.OutputLength})"))
            {
                TargetDispatch.Write(writer, target => FormName(target) + "(x, y);");
            }
        }

        writer.Line();
    }

    private static void WriteColumnsOneByOne(SourceWriter writer, GenerationContext context)
    {
        // The output begins on a cache line.
        int output = (context.InputLength + 15) / 16 * 16;
        writer.Line("/// <summary>Inputs side by side, one after the other all the same.</summary>");
        using (writer.Open("internal static void ColumnsOneByOne(float* x, float* y, int columns, int count)"))
        {
            writer.Line($"float* input = {ScratchMemory}.RentColumn({output + context.OutputLength});");
            writer.Line($"float* output = input + {output};");
            using (writer.Open("for (int n = 0; n < count; n++)"))
            {
                writer.Line($"{ColumnCopy}.Take(x + n, columns, input, {context.InputLength});");
                TargetDispatch.Write(writer, target => FormName(target) + "(input, output);");
                writer.Line($"{ColumnCopy}.Put(output, y + n, columns, {context.OutputLength});");
            }
        }

        writer.Line();
    }

    private static void WriteForm(SourceWriter writer, GenerationContext context, Target target)
    {
        writer.Line($"/// <summary>One input, {target.Description}.</summary>");
        LaneProgram? fused = context.Plan.IsFusedOn(target) ? context.Kernels.Fused : null;
        if (fused is not null)
        {
            // One call less: a fused network takes some tens of nanoseconds.
            writer.Line($"[{MethodImpl}({MethodImplOptions}.AggressiveInlining)]");
        }

        using (writer.Open($"internal static {(context.Plan.IsCounting ? "long" : "void")} {FormName(target)}({string.Join(", ", ModelSpans.All(context.Plan.Graph).Select(pointer => "float* " + pointer))})"))
        {
            if (fused is not null)
            {
                writer.Line("Network." + KernelSignature.Call(fused, ["x"], "y", "Network." + fused.Name));
                if (context.Plan.Last.Node.Operator.Activation.Kind == ActivationKind.Softmax)
                {
                    writer.Line($"{LaneSoftmax}.Apply(new {Span}<float>(y, {context.OutputLength}));");
                }
            }
            else
            {
                StepPrinter.Print(writer, context, context.Kernels.ScheduleOf(target)!, target);
            }

            if (context.Plan.IsCounting)
            {
                writer.Line("return executed;");
            }
        }
    }
}
