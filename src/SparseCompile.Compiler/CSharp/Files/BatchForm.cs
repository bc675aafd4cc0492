using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes.Lowering;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The methods that run a batch through a model, inputs side by side on the lanes: one after the other in memory, or side by side there too.</summary>
internal static class BatchForm
{
    /// <summary>Writes the method for inputs one after the other, for a width of 16, 8 or 4.</summary>
    public static void Write(SourceWriter writer, GenerationContext context, KernelSet kernels, int width)
    {
        LayerPlan last = context.Plan.Layers[context.Plan.Layers.Count - 1];
        writer.Line($"/// <summary>Inputs side by side on {width} lanes; what is left over, one by one where that is less work.</summary>");
        using (writer.Open($"internal static void Batch{width * 32}(float* x, float* y, int count)"))
        {
            WriteBlocks(writer, context, kernels, width, (side, writeLayers) =>
            {
                writer.Line($"BatchCopy.Interleave(x, {context.InputLength}, present, even, {side}, {CoreFile.InputSlotsOf(context.Plan)});");
                string result = writeLayers();
                writer.Line($"BatchCopy.Deinterleave({result}, {side}, present, y, {CoreFile.OrderOf(last)}, {context.OutputLength});");
                if (last.Layer.Activation.Kind == ActivationKind.Softmax)
                {
                    using (writer.Open("for (int n = 0; n < present; n++)"))
                    {
                        writer.Line($"LaneSoftmax.Apply(new Span<float>(y + ((nint)n * {context.OutputLength}), {context.OutputLength}));");
                    }
                }

                writer.Line($"x += (nint)present * {context.InputLength};");
                writer.Line($"y += (nint)present * {context.OutputLength};");
            });
            writer.Line("InferOneByOne(x, y, count);");
        }

        writer.Line();
    }

    /// <summary>Writes the method for inputs side by side, for a width of 16, 8 or 4.</summary>
    public static void WriteColumns(SourceWriter writer, GenerationContext context, KernelSet kernels, int width)
    {
        LayerPlan last = context.Plan.Layers[context.Plan.Layers.Count - 1];
        writer.Line($"/// <summary>Columns on {width} lanes; what is left over, one by one where that is less work.</summary>");
        using (writer.Open($"internal static void Columns{width * 32}(float* x, float* y, int columns)"))
        {
            writer.Line("int count = columns;");
            WriteBlocks(writer, context, kernels, width, (side, writeLayers) =>
            {
                writer.Line($"ColumnCopy.Gather(x, columns, {context.InputLength}, present, even, {side}, {CoreFile.InputSlotsOf(context.Plan)});");
                string result = writeLayers();
                writer.Line($"ColumnCopy.Scatter({result}, {side}, present, y, columns, {CoreFile.OrderOf(last)}, {context.OutputLength});");
                if (last.Layer.Activation.Kind == ActivationKind.Softmax)
                {
                    writer.Line($"ColumnCopy.Softmax(y, columns, present, {context.OutputLength}, {result});");
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
    /// <param name="kernels">Its programs.</param>
    /// <param name="width">Lanes of a vector.</param>
    /// <param name="writeBlock">Writes what is done with <c>present</c> inputs of so many side by side; calls what it is given where the layers are to run, and learns where their results are.</param>
    private static void WriteBlocks(SourceWriter writer, GenerationContext context, KernelSet kernels, int width, Action<int, Func<string>> writeBlock)
    {
        for (int i = 0; i < BatchLowering.Vectors.Count; i++)
        {
            int form = i;
            int side = width * BatchLowering.Vectors[i];
            bool isLeast = i == BatchLowering.Vectors.Count - 1;
            int next = isLeast ? 0 : width * BatchLowering.Vectors[i + 1];
            using (writer.Open(isLeast ? $"if (count >= {side / 4})" : $"if (count > {next})"))
            {
                WriteMemory(writer, context, side);
                if (isLeast)
                {
                    writer.Line("int present = count;");
                    writeBlock(side, WriteLayers);
                    writer.Line("count = 0;");
                }
                else
                {
                    writer.Line("do");
                    using (writer.OpenWith("{", $"}} while (count > {next});"))
                    {
                        writer.Line($"int present = count < {side} ? count : {side};");
                        writeBlock(side, WriteLayers);
                        writer.Line("count -= present;");
                    }
                }
            }

            string WriteLayers() => BatchForm.WriteLayers(writer, context, kernels, width, form);
        }
    }

    /// <summary>Memory for what goes to and fro between the layers.</summary>
    private static void WriteMemory(SourceWriter writer, GenerationContext context, int side)
    {
        // One slot more, for inputs that no weight reads.
        long even = (SlotLayout.SlotCount(context.Plan.InputOrder.Length) + 1L) * side;
        long odd = 0;
        for (int i = 0; i < context.Plan.Layers.Count; i++)
        {
            long size = (long)context.Plan.Layers[i].Positions * side;
            (even, odd) = i % 2 == 0 ? (even, Math.Max(odd, size)) : (Math.Max(even, size), odd);
        }

        writer.Line($"float* even = ScratchMemory.Rent({even + odd});");
        writer.Line($"float* odd = even + {even};");
    }

    /// <summary>Calls the kernels; returns where the last one leaves its results.</summary>
    private static string WriteLayers(SourceWriter writer, GenerationContext context, KernelSet kernels, int width, int form)
    {
        IReadOnlyList<LayerPlan> layers = context.Plan.Layers;
        for (int i = 0; i < layers.Count; i++)
        {
            string identifier = context.LayerIdentifiers[i];
            (string from, string to) = i % 2 == 0 ? ("even", "odd") : ("odd", "even");
            writer.Line($"{identifier}.{KernelPrinter.Call(kernels.Layers[i].Batches(width)[form], from, to, $"{identifier}.Tables.{Table(layers[i], width)}")}");
        }

        return layers.Count % 2 == 0 ? "even" : "odd";
    }

    private static string Table(LayerPlan layer, int width)
    {
        string visitsAllLast = BatchLowering.VisitsAllLast(layer) ? "true" : "false";
        return $"Batch{width}({BatchTiling.TileSlots(layer, width)}, {visitsAllLast}).";
    }
}
