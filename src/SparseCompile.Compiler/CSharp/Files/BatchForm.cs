using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Lowering;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The method that runs a batch through a model, inputs side by side on the lanes.</summary>
internal static class BatchForm
{
    /// <summary>Writes the method for a width of 16, 8 or 4.</summary>
    public static void Write(SourceWriter writer, GenerationContext context, KernelSet kernels, int width)
    {
        IReadOnlyList<LayerPlan> layers = context.Plan.Layers;
        LayerPlan last = layers[layers.Count - 1];
        int side = width * BatchLowering.Vectors;
        // One slot more, for inputs that no weight reads.
        long even = (SlotLayout.SlotCount(context.Plan.InputOrder.Length) + 1L) * side;
        long odd = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            long size = (long)layers[i].Positions * side;
            (even, odd) = i % 2 == 0 ? (even, Math.Max(odd, size)) : (Math.Max(even, size), odd);
        }

        writer.Line($"/// <summary>Inputs {side} at a time, side by side on {width} lanes; what is left over, one by one where that is less work.</summary>");
        using (writer.Open($"internal static void Batch{width * 32}(float* x, float* y, int count)"))
        {
            writer.Line($"float* even = count < {side / 4} ? null : ScratchMemory.Rent({even + odd});");
            writer.Line($"float* odd = even + {even};");
            using (writer.Open($"while (count >= {side / 4})"))
            {
                writer.Line($"int present = count < {side} ? count : {side};");
                writer.Line($"BatchCopy.Interleave(x, {context.InputLength}, present, even, {side}, {CoreFile.InputSlotsOf(context.Plan)});");
                for (int i = 0; i < layers.Count; i++)
                {
                    string identifier = context.LayerIdentifiers[i];
                    (string from, string to) = i % 2 == 0 ? ("even", "odd") : ("odd", "even");
                    writer.Line($"{identifier}.{KernelPrinter.Call(kernels.Layers[i].Batch(width), from, to, $"{identifier}.Tables.{Table(layers[i], width)}")}");
                }

                string result = layers.Count % 2 == 0 ? "even" : "odd";
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
                writer.Line("count -= present;");
            }

            writer.Line("InferOneByOne(x, y, count);");
        }

        writer.Line();
    }

    private static string Table(LayerPlan layer, int width)
    {
        string visitsAllLast = BatchLowering.VisitsAllLast(layer) ? "true" : "false";
        return $"Batch{width}({BatchTiling.TileSlots(layer, width * BatchLowering.Vectors)}, {visitsAllLast}).";
    }
}
