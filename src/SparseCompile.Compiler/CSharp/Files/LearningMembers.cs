using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The members of a model whose last layer learns: kernels compute the inputs of that layer, and the run-time library the rest.</summary>
internal static class LearningMembers
{
    /// <summary>Values on a line.</summary>
    private const int PerLine = 16;

    /// <summary>Writes what users call, what <c>Infer</c> and its kin call, and the layer itself.</summary>
    /// <param name="writer">The shell.</param>
    /// <param name="context">The model; its kernels compute the features.</param>
    /// <param name="head">The layer.</param>
    public static void Write(SourceWriter writer, GenerationContext context, TrainableHead head)
    {
        WriteUsersMembers(writer, context, head);
        WriteInference(writer, context);
        WriteLayer(writer, context, head);
    }

    private static string Layer(GenerationContext context) => context.PrivateName("Learning") + ".Layer";

    private static void WriteUsersMembers(SourceWriter writer, GenerationContext context, TrainableHead head)
    {
        string name = context.Declaration.Type.Name;
        writer.Line($"/// <summary>Learns from one example: a step of gradient descent on the layer <c>{Literals.Xml(head.Layer.Name)}</c>. Thread-safe; inferences under way keep the values that they began with.</summary>");
        writer.Line($"/// <param name=\"input\">The input: {context.InputLength} values.</param>");
        writer.Line($"/// <param name=\"label\">The output that should be the largest, 0 to {context.OutputLength - 1}.</param>");
        writer.Line("/// <param name=\"rate\">The step, as a share of the gradient of the cross-entropy.</param>");
        writer.Line($"/// <returns>The number of weights updated: at most {Literals.Count(head.Operator.Weights.NonZeros)}, the non-zeros of the layer, less those whose inputs are 0.</returns>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">The input has the wrong length, the label is no output, or a value would not be finite.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"public static unsafe long Learn({ReadOnlySpan}<float> input, int label, float rate = 0.01f)"))
        {
            using (writer.Open($"if (input.Length != {context.InputLength})"))
            {
                writer.Line($"{SpanLength}.ThrowInput(\"{name}.Learn\", {context.InputLength}, input.Length, \"input\");");
            }

            writer.Line();
            WriteFeatures(writer, context, isCounted: false);
            writer.Line($"return {Layer(context)}.Learn(features, label, rate);");
        }

        writer.Line();
        writer.Line("/// <summary>Returns what was learned, to be kept by the application.</summary>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static byte[] SaveState() => {Layer(context)}.Save();").Line();
        writer.Line("/// <summary>Replaces what was learned.</summary>");
        writer.Line("/// <param name=\"state\">What <see cref=\"SaveState\"/> returned, for the same weights.</param>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">It is something else; nothing has changed.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        writer.Line($"public static void LoadState({ReadOnlySpan}<byte> state) => {Layer(context)}.Load(state);").Line();
    }

    private static void WriteInference(SourceWriter writer, GenerationContext context)
    {
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static void {context.InferCore}({ReadOnlySpan}<float> input, {Span}<float> output)"))
        {
            writer.Line("long executed = 0;");
            writer.Line($"{context.InferCountedCore}(input, output, ref executed);");
        }

        writer.Line().Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static unsafe void {context.InferCountedCore}({ReadOnlySpan}<float> input, {Span}<float> output, ref long executed)"))
        {
            WriteFeatures(writer, context, isCounted: true);
            writer.Line($"executed += {Layer(context)}.Infer(features, output);");
        }

        writer.Line().Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static void {context.InferBatchCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int count)"))
        {
            using (writer.Open("for (int n = 0; n < count; n++)"))
            {
                writer.Line($"{context.InferCore}(inputs.Slice(n * {context.InputLength}, {context.InputLength}), outputs.Slice(n * {context.OutputLength}, {context.OutputLength}));");
            }
        }

        writer.Line().Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static unsafe void {context.InferColumnsCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns)"))
        {
            // One piece of memory: that of the features, which each inference rents again, and behind it an input and an output.
            int features = context.Features!.OutputLength;
            writer.Line($"float* memory = {ScratchMemory}.RentColumn({features + context.InputLength + context.OutputLength}) + {features};");
            writer.Line($"{Span}<float> input = new {Span}<float>(memory, {context.InputLength}), output = new {Span}<float>(memory + {context.InputLength}, {context.OutputLength});");
            using (writer.Open("for (int n = 0; n < columns; n++)"))
            {
                using (writer.Open("for (int i = 0; i < input.Length; i++)"))
                {
                    writer.Line("input[i] = inputs[(i * columns) + n];");
                }

                writer.Line();
                writer.Line($"{context.InferCore}(input, output);");
                using (writer.Open("for (int i = 0; i < output.Length; i++)"))
                {
                    writer.Line("outputs[(i * columns) + n] = output[i];");
                }
            }
        }

        writer.Line();
    }

    /// <summary>The inputs of the layer, in this thread's memory.</summary>
    private static void WriteFeatures(SourceWriter writer, GenerationContext context, bool isCounted)
    {
        GenerationContext kernels = context.Features!;
        writer.Line($"{Span}<float> features = new {Span}<float>({ScratchMemory}.RentColumn({kernels.OutputLength}), {kernels.OutputLength});");
        if (isCounted && kernels.Plan.IsCounting)
        {
            writer.Line($"{kernels.InferCountedCore}(input, features, ref executed);");
            return;
        }

        writer.Line($"{kernels.InferCore}(input, features);");
        if (isCounted)
        {
            writer.Line($"executed += {kernels.Plan.Nodes.Sum(node => node.Macs)};");
        }
    }

    private static void WriteLayer(SourceWriter writer, GenerationContext context, TrainableHead head)
    {
        (int[] starts, int[] rows, float[] values) = head.ByColumn();
        bool isSoftmax = head.Operator.Activation.Kind == ActivationKind.Softmax;
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static class {context.PrivateName("Learning")}"))
        {
            writer.Line($"internal static readonly {TrainableLayer} Layer = new {TrainableLayer}(");
            writer.Line($"    new {TrainableSupport}(");
            writer.Line($"        {head.Operator.Outputs},");
            WriteArray(writer, "int", [.. starts.Select(start => Literals.Integer(start))], ",");
            WriteArray(writer, "int", [.. rows.Select(row => Literals.Integer(row))], ",");
            writer.Line($"        {(isSoftmax ? "true" : "false")}, {Literals.String(context.File.ContentHash)}),");
            WriteArray(writer, "float", [.. values.Concat(head.Operator.Bias).Select(Literals.Float)], ");");
        }

        writer.Line();
    }

    private static void WriteArray(SourceWriter writer, string type, string[] values, string end)
    {
        writer.Line($"        new {type}[]");
        writer.Line("        {");
        for (int first = 0; first < values.Length; first += PerLine)
        {
            writer.Line("            " + string.Join(", ", values.Skip(first).Take(PerLine)) + ",");
        }

        writer.Line("        }" + end);
    }
}
