using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The body of a form that runs layer by layer: memory for the activations, and a call for each kernel.</summary>
/// <remarks>
/// Activations go to and fro between two buffers, in slots. A layer of a narrow or a block family has its inputs copied to a third, without those zeros, or with one after every 31, and
/// leaves packed results in the buffer that its inputs no longer need.
/// </remarks>
internal static class LayerCalls
{
    /// <summary>The run-time library's limit for stack memory, in floats.</summary>
    private const int StackFloats = 16 * 1024;

    /// <summary>Writes the body.</summary>
    public static void Write(SourceWriter writer, GenerationContext context, KernelSet kernels, int width)
    {
        ModelPlan plan = context.Plan;
        WriteMemory(writer, context, width);
        bool isPackedFromInput = IsPacked(plan.Layers[0], width) && plan.IsInputInOrder;
        if (!isPackedFromInput)
        {
            writer.Line(plan.IsInputInOrder
                ? $"SlotCopy.Spread(x, even, {context.InputLength});"
                : $"SlotCopy.Scatter(x, even, InputSlots, {SlotLayout.SlotCount(plan.InputOrder.Length)});");
        }

        for (int i = 0; i < plan.Layers.Count; i++)
        {
            LayerPlan layer = plan.Layers[i];
            (string from, string to) = i % 2 == 0 ? ("even", "odd") : ("odd", "even");
            bool isPacked = IsPacked(layer, width);
            if (isPacked)
            {
                string copy = (layer.InputLayout == InputLayout.NarrowSlots, i == 0 && isPackedFromInput) switch
                {
                    (false, true) => "Pack(x",
                    (false, false) => $"Compact({from}",
                    (true, true) => "SpreadNarrow(x",
                    (true, false) => $"Narrow({from}",
                };
                writer.Line($"SlotCopy.{copy}, packed, {layer.InputCount});");
            }

            bool isDirect = layer.IsLast && layer.IsInOrder && Written(layer, width) == context.OutputLength;
            string target = isDirect ? "y" : isPacked && !layer.IsLast ? from : to;
            foreach (LaneProgram program in kernels.Layers[i].Form(width))
            {
                string identifier = context.LayerIdentifiers[i];
                string table = program.Family == KernelFamily.RegisterLookup ? $"{identifier}.{program.Name}" : $"{identifier}.Tables.{Table(layer, width)}.";
                if (layer.SkipsZeroInputs)
                {
                    writer.Line($"count = NonZeroInputs.List({from}, {SlotLayout.SlotCount(layer.InputCount)}, active);");
                }

                writer.Line($"{(layer.SkipsZeroInputs ? "executed += " : "")}{identifier}.{KernelPrinter.Call(program, isPacked ? "packed" : from, target, table)}");
            }

            WriteResults(writer, context, layer, isPacked, from, to, isDirect);
        }
    }

    /// <summary>What becomes of a kernel's results: slots for the next layer, or the output in order.</summary>
    private static void WriteResults(SourceWriter writer, GenerationContext context, LayerPlan layer, bool isPacked, string from, string to, bool isDirect)
    {
        if (!layer.IsLast)
        {
            writer.Line(isPacked ? $"SlotCopy.Spread({from}, {to}, {layer.RowOrder.Length});" : $"SlotCopy.ClearZeros({to}, {layer.Positions});");
            if (layer.Layer.Activation.Kind == ActivationKind.Softmax)
            {
                writer.Line($"LaneSoftmax.ApplySlots({to}, {layer.Layer.Outputs});");
            }
        }
        else if (!isDirect)
        {
            string span = $"new Span<float>(y, {context.OutputLength})";
            writer.Line(layer.IsInOrder
                ? $"new ReadOnlySpan<float>({to}, {context.OutputLength}).CopyTo({span});"
                : $"SlotCopy.Reorder({to}, {span}, Order);");
        }
    }

    private static void WriteMemory(SourceWriter writer, GenerationContext context, int width)
    {
        IReadOnlyList<LayerPlan> layers = context.Plan.Layers;
        int[] sizes = [SlotLayout.AllocationLength(context.Plan.InputOrder.Length), 0];
        int packed = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            int side = (i + 1) % 2;
            sizes[side] = Math.Max(sizes[side], OutputFloats(layers[i], width));
            if (IsPacked(layers[i], width))
            {
                packed = Math.Max(packed, layers[i].InputLayout.CopyLength(layers[i].InputCount));
                sizes[1 - side] = Math.Max(sizes[1 - side], Written(layers[i], width));
            }
        }

        // Every buffer begins on a cache line.
        int odd = (sizes[1] + 15) / 16 * 16;
        int even = (sizes[0] + 15) / 16 * 16;
        int active = layers.Where(layer => layer.SkipsZeroInputs).Select(layer => SlotLayout.SlotCount(layer.InputCount)).DefaultIfEmpty(0).Max();
        packed = (packed + 15) / 16 * 16;
        int total = even + odd + packed + active + 16;
        bool isOnStack = total <= StackFloats;
        writer.Line(isOnStack ? $"float* memory = stackalloc float[{total}];" : $"float* memory = ScratchMemory.Rent({total});");
        writer.Line(isOnStack ? "float* even = ScratchMemory.Align(memory);" : "float* even = memory;");
        writer.Line($"float* odd = even + {even};");
        if (packed > 0)
        {
            writer.Line($"float* packed = odd + {odd};");
        }

        if (active > 0)
        {
            writer.Line($"int* active = (int*)(odd + {odd + packed});");
            writer.Line("int count;");
            writer.Line($"long executed = {layers.Where(layer => !layer.SkipsZeroInputs).Sum(layer => (long)layer.Layer.Weights.NonZeros)};");
        }
    }

    private static bool IsPacked(LayerPlan layer, int width) => width == WindowTable.Lanes && layer.IsPacked;

    /// <summary>The tables of a layer for a width.</summary>
    private static string Table(LayerPlan layer, int width)
    {
        return (width, layer.Family) switch
        {
            (_, KernelFamily.SparseActivations) => $"Columns({SlotLayout.SlotCount(layer.InputCount)})",
            (16, KernelFamily.SignedLookup) => "SignedWindow",
            (16, KernelFamily.NarrowSignedLookup) => $"NarrowSignedWindow({layer.RowOrder.Length})",
            (16, KernelFamily.NarrowLookup) => $"NarrowWindow({layer.RowOrder.Length})",
            (16, KernelFamily.Blocks) => $"Blocks({layer.RowOrder.Length}, {layer.Blocks!.Height}, {layer.Blocks.Width}, {layer.InputCount})",
            (16, _) => "Window",
            (8, _) => "Gather8",
            (4, _) => "Gather4",
            _ => "ByRow",
        };
    }

    /// <summary>Floats a kernel writes: whole vectors.</summary>
    private static int Written(LayerPlan layer, int width) =>
        ((IsPacked(layer, width) ? layer.RowOrder.Length : layer.Positions) + width - 1) / width * width;

    /// <summary>Floats to hold a layer's results: a window may reach a period past a hidden layer's slots.</summary>
    private static int OutputFloats(LayerPlan layer, int width) =>
        layer.IsLast ? Written(layer, width) : ((layer.Positions + width - 1) / width * width) + SlotLayout.Period;
}
