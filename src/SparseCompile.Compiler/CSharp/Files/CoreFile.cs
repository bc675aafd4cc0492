using SparseCompile.Compiler.CSharp.Tables;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Scheduling.Permutations;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The file that runs a model's kernels one after the other, in the form that fits the processor.</summary>
internal static class CoreFile
{
    private static readonly string[] Usings =
    [
        "System", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "System.Runtime.Intrinsics.Arm", "System.Runtime.Intrinsics.X86", "SparseCompile.Runtime",
    ];

    /// <summary>Name of the form of a width.</summary>
    public static string FormName(int width) => width switch { 16 => "Infer512", 8 => "Infer256", 4 => "Infer128", _ => "InferPlain" };

    /// <summary>Writes the file.</summary>
    public static GeneratedFile Write(GenerationContext context, KernelSet kernels)
    {
        string text = FileFrame.Write(context, FileHeader.Of(context.Plan), Usings, writer =>
        {
            WriteCore(writer, context, kernels.HasBatch);
            writer.Line().Line("/// <summary>The generated kernels.</summary>").Line(FileFrame.GeneratedCode).Line("[SkipLocalsInit]");
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                WriteOrder(writer, context);
                foreach (int width in KernelSet.Widths)
                {
                    WriteForm(writer, context, kernels, width);
                    writer.Line();
                }

                foreach (int width in KernelSet.Widths.Where(width => width > 1 && kernels.HasBatch))
                {
                    BatchForm.Write(writer, context, kernels, width);
                    if (context.Declaration is not MatrixDeclaration)
                    {
                        BatchForm.WriteColumns(writer, context, kernels, width);
                    }
                }
            }
        });
        return new GeneratedFile(context.Hint("Kernels"), text, IsImplementation: true);
    }

    /// <summary>What is executed depends on the input: forms return how many multiply-adds that was.</summary>
    public static bool IsCounting(ModelPlan plan) => plan.Layers.Any(layer => layer.SkipsZeroInputs);

    /// <summary>Expression for the place of each output; empty when outputs are in order.</summary>
    public static string OrderOf(LayerPlan last) => last.IsInOrder ? "default" : "Order";

    private static void WriteCore(SourceWriter writer, GenerationContext context, bool hasBatch)
    {
        using (writer.Open($"static partial void {context.Prefix}InferCore(ReadOnlySpan<float> input, Span<float> output)"))
        {
            WritePinned(writer, "input", "output", width => $"{context.KernelsClass}.{FormName(width)}(x, y);");
        }

        if (IsCounting(context.Plan))
        {
            writer.Line();
            using (writer.Open("static partial void InferCountedCore(ReadOnlySpan<float> input, Span<float> output, ref long executed)"))
            {
                WritePinned(writer, "input", "output", width => $"executed = {context.KernelsClass}.{FormName(width)}(x, y);");
            }
        }

        writer.Line();
        using (writer.Open($"static partial void {context.Prefix}InferBatchCore(ReadOnlySpan<float> inputs, Span<float> outputs, int count)"))
        {
            WritePinned(writer, "inputs", "outputs", width =>
            {
                string form = hasBatch && width > 1 ? "Batch" + FormName(width).Substring(5) : "InferOneByOne";
                return $"{context.KernelsClass}.{form}(x, y, count);";
            });
        }

        if (context.Declaration is not MatrixDeclaration)
        {
            writer.Line();
            using (writer.Open("static partial void InferColumnsCore(ReadOnlySpan<float> inputs, Span<float> outputs, int columns)"))
            {
                WritePinned(writer, "inputs", "outputs", width =>
                {
                    string form = hasBatch && width > 1 ? $"Columns{FormName(width).Substring(5)}(x, y, columns)" : "ColumnsOneByOne(x, y, columns, columns)";
                    return $"{context.KernelsClass}.{form};";
                });
            }
        }
    }

    /// <summary>The shell knows nothing of pointers: spans are pinned here.</summary>
    private static void WritePinned(SourceWriter writer, string input, string output, Func<int, string> call)
    {
        using (writer.Open("unsafe"))
        {
            writer.Line($"fixed (float* x = {input})");
            using (writer.Open($"fixed (float* y = {output})"))
            {
                Dispatch(writer, call);
            }
        }
    }

    private static void Dispatch(SourceWriter writer, Func<int, string> call)
    {
        // Not Vector512.IsHardwareAccelerated: it is false on processors that lower their clock for 512 bits, where this form is still 2 to 7 times as fast as the next.
        (string Condition, int Width)[] forms =
        [
            ("if (Avx512F.IsSupported)", 16),
            ("else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)", 8),
            ("else if (Vector128.IsHardwareAccelerated && (Fma.IsSupported || AdvSimd.IsSupported))", 4),
            ("else", 1),
        ];
        foreach ((string condition, int width) in forms)
        {
            using (writer.Open(condition))
            {
                writer.Line(call(width));
            }
        }
    }

    /// <summary>Expression for the slot of each input; empty when inputs are in order.</summary>
    public static string InputSlotsOf(ModelPlan plan) => plan.IsInputInOrder ? "default" : "InputSlots";

    private static void WriteOrder(SourceWriter writer, GenerationContext context)
    {
        ModelPlan plan = context.Plan;
        if (!plan.IsInputInOrder)
        {
            // Inputs that no weight reads go to a slot past the others.
            int unused = SlotLayout.SlotCount(plan.InputOrder.Length);
            int[] places = RowOrdering.Inverse(plan.InputOrder, plan.Network.InputLength);
            IEnumerable<string> slots = places.Select(place => Literals.Integer(place < 0 ? unused : SlotLayout.SlotOf(place)));
            TableWriter.Array(writer, "The slot of each input, chosen so that the lanes have about the same work in every window", "ushort", "InputSlots", slots, 24);
        }

        LayerPlan last = context.Plan.Layers[context.Plan.Layers.Count - 1];
        if (!last.IsInOrder)
        {
            TableWriter.Array(
                writer, "Where the kernels put each output", "int", "Order", RowOrdering.Inverse(last.RowOrder).Select(place => Literals.Integer(place)), 24);
        }

        writer.Line("/// <summary>Inputs one after the other.</summary>");
        using (writer.Open("internal static void InferOneByOne(float* x, float* y, int count)"))
        {
            using (writer.Open($"for (; count > 0; count--, x += {context.InputLength}, y += {context.OutputLength})"))
            {
                Dispatch(writer, width => FormName(width) + "(x, y);");
            }
        }

        writer.Line();
        if (context.Declaration is not MatrixDeclaration)
        {
            WriteColumnsOneByOne(writer, context);
        }
    }

    private static void WriteColumnsOneByOne(SourceWriter writer, GenerationContext context)
    {
        // The output begins on a cache line.
        int output = (context.InputLength + 15) / 16 * 16;
        writer.Line("/// <summary>Inputs side by side, one after the other all the same.</summary>");
        using (writer.Open("internal static void ColumnsOneByOne(float* x, float* y, int columns, int count)"))
        {
            writer.Line($"float* input = ScratchMemory.RentColumn({output + context.OutputLength});");
            writer.Line($"float* output = input + {output};");
            using (writer.Open("for (int n = 0; n < count; n++)"))
            {
                writer.Line($"ColumnCopy.Take(x + n, columns, input, {context.InputLength});");
                Dispatch(writer, width => FormName(width) + "(input, output);");
                writer.Line($"ColumnCopy.Put(output, y + n, columns, {context.OutputLength});");
            }
        }

        writer.Line();
    }

    private static void WriteForm(SourceWriter writer, GenerationContext context, KernelSet kernels, int width)
    {
        string name = width == 1 ? "plain code" : $"{width * 32}-bit vectors";
        writer.Line($"/// <summary>One input, {name}.</summary>");
        if (width == 16 && kernels.Fused is not null)
        {
            // One call less: a fused network takes some tens of nanoseconds.
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        }

        bool isCounting = IsCounting(context.Plan);
        using (writer.Open($"internal static {(isCounting ? "long" : "void")} {FormName(width)}(float* x, float* y)"))
        {
            if (width == 16 && kernels.Fused is { } fused)
            {
                writer.Line("Network." + KernelPrinter.Call(fused, "x", "y", "Network." + fused.Name));
            }
            else
            {
                LayerCalls.Write(writer, context, kernels, width);
            }

            if (context.Plan.Layers[context.Plan.Layers.Count - 1].Layer.Activation.Kind == ActivationKind.Softmax)
            {
                writer.Line($"LaneSoftmax.Apply(new Span<float>(y, {context.OutputLength}));");
            }

            if (isCounting)
            {
                writer.Line("return executed;");
            }
        }
    }
}
