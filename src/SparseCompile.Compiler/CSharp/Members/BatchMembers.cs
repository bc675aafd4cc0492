using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Targets;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Members;

/// <summary>The methods that run a batch through a model, inputs side by side on the lanes: one after the other in memory, or side by side there too.</summary>
internal static class BatchMembers
{
    /// <summary>Writes the method for inputs one after the other.</summary>
    public static void Write(SourceWriter writer, GenerationContext context, Target target)
    {
        writer.Line($"/// <summary>Inputs side by side on {target.Lanes} lanes; the rest one by one where that is less work.</summary>");
        using (writer.Open($"internal static void Batch{target.Suffix}(float* x, float* y, int count)"))
        {
            WriteBlocks(writer, context, target, (side, input, writeSteps) =>
            {
                writer.Line($"{BatchCopy}.Interleave(x, {context.InputLength}, present, {input}, {side}, {OrderMembers.InputSlots(context.Plan)});");
                string result = writeSteps();
                writer.Line($"{BatchCopy}.Deinterleave({result}, {side}, present, y, {OrderMembers.Order(context.Plan)}, {context.OutputLength});");
                if (context.Plan.Last.Node.Operator.Activation.Kind == ActivationKind.Softmax)
                {
                    using (writer.Open("for (int n = 0; n < present; n++)"))
                    {
                        writer.Line($"{LaneSoftmax}.Apply(new {Span}<float>(y + (({NativeInt})n * {context.OutputLength}), {context.OutputLength}));");
                    }
                }

                writer.Line($"x += ({NativeInt})present * {context.InputLength};");
                writer.Line($"y += ({NativeInt})present * {context.OutputLength};");
            });
            writer.Line("InferOneByOne(x, y, count);");
        }

        writer.Line();
    }

    /// <summary>Writes the method for inputs side by side.</summary>
    public static void WriteColumns(SourceWriter writer, GenerationContext context, Target target)
    {
        writer.Line($"/// <summary>Columns on {target.Lanes} lanes; the rest one by one where that is less work.</summary>");
        using (writer.Open($"internal static void Columns{target.Suffix}(float* x, float* y, int columns)"))
        {
            writer.Line("int count = columns;");
            WriteBlocks(writer, context, target, (side, input, writeSteps) =>
            {
                writer.Line($"{ColumnCopy}.Gather(x, columns, {context.InputLength}, present, {input}, {side}, {OrderMembers.InputSlots(context.Plan)});");
                string result = writeSteps();
                writer.Line($"{ColumnCopy}.Scatter({result}, {side}, present, y, columns, {OrderMembers.Order(context.Plan)}, {context.OutputLength});");
                if (context.Plan.Last.Node.Operator.Activation.Kind == ActivationKind.Softmax)
                {
                    writer.Line($"{ColumnCopy}.Softmax(y, columns, present, {context.OutputLength}, {result});");
                }

                writer.Line("x += present;");
                writer.Line("y += present;");
            });
            writer.Line("ColumnsOneByOne(x, y, columns, count);");
        }

        writer.Line();
    }

    /// <summary>A loop for as many vectors of inputs as a weight can meet, and another block for the rest, down to a quarter of its inputs.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="context">The model.</param>
    /// <param name="target">The target.</param>
    /// <param name="writeBlock">Writes what is done with <c>present</c> inputs of so many side by side, copied to the named memory; calls what it is given where the steps are to run, and learns where their results are.</param>
    private static void WriteBlocks(SourceWriter writer, GenerationContext context, Target target, Action<int, string, Func<string>> writeBlock)
    {
        IReadOnlyList<int> vectors = context.Kernels.VectorsOf(target);
        int least = vectors[vectors.Count - 1] * target.Lanes;
        for (int i = 0; i < vectors.Count; i++)
        {
            int side = target.Lanes * vectors[i];
            Schedule schedule = context.Kernels.BatchScheduleOf(target, vectors[i]);
            bool isLeast = i == vectors.Count - 1;

            // Fewer vectors for the rest; where there is one number only, its loop takes whole blocks and the block after it the rest.
            int next = isLeast ? least - 1 : target.Lanes * vectors[i + 1];
            if (!isLeast || vectors.Count == 1)
            {
                using (writer.Open($"if (count > {next})"))
                {
                    WriteLoop(writer, context, schedule, (side, next), writeBlock);
                }
            }

            if (isLeast)
            {
                using (writer.Open($"if (count >= {side / 4})"))
                {
                    BatchStepPrinter.PrintMemory(writer, schedule, side);
                    writer.Line("int present = count;");
                    writeBlock(side, schedule.Storages[0].Name, () => WriteSteps(writer, context, schedule, side));
                    writer.Line("count = 0;");
                }
            }
        }
    }

    private static void WriteLoop(SourceWriter writer, GenerationContext context, Schedule schedule, (int Inputs, int Next) side, Action<int, string, Func<string>> writeBlock)
    {
        BatchStepPrinter.PrintMemory(writer, schedule, side.Inputs);
        writer.Line("do");
        using (writer.OpenWith("{", $"}} while (count > {side.Next});"))
        {
            writer.Line($"int present = count < {side.Inputs} ? count : {side.Inputs};");
            writeBlock(side.Inputs, schedule.Storages[0].Name, () => WriteSteps(writer, context, schedule, side.Inputs));
            writer.Line("count -= present;");
        }
    }

    /// <summary>Writes the steps; returns where the last one leaves its results.</summary>
    private static string WriteSteps(SourceWriter writer, GenerationContext context, Schedule schedule, int side)
    {
        BatchStepPrinter printer = new(writer, context, side);
        foreach (Step step in schedule.Steps)
        {
            step.Accept(printer);
        }

        return schedule.Steps[schedule.Steps.Count - 1] switch
        {
            KernelStep kernel => kernel.Output.Name,
            CopyStep copy => copy.To.Name,
            Step other => throw new InvalidOperationException($"A batch does not end with {other.GetType().Name}."),
        };
    }
}
