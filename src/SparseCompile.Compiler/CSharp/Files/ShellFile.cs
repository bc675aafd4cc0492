using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The file with the members users call; complete by itself, so that editors need no kernels to understand it.</summary>
internal static class ShellFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="context">The model.</param>
    /// <param name="hardwareDescription">The JSON document.</param>
    public static GeneratedFile Write(GenerationContext context, string hardwareDescription)
    {
        string text = FileFrame.Write(context, FileHeader.Of(context.Plan), ["System", "SparseCompile", "SparseCompile.Runtime"], writer =>
        {
            if (context.Declaration is MatrixDeclaration matrix)
            {
                WriteMatrix(writer, context, matrix);
            }
            else
            {
                WriteModel(writer, context);
            }

            writer.Line();
            InfoMember.Write(writer, context);
            writer.Line();
            writer.Line("/// <summary>The modelled streamed-lanes accelerator running this network: UTF-8 JSON, described by docs/hardware.md.</summary>");
            writer.Line(FileFrame.GeneratedCode);
            writer.Line($"public static ReadOnlySpan<byte> {context.Prefix}HardwareDescription => \"\"\"");
            writer.Raw(hardwareDescription.TrimEnd('\n'));
            writer.Raw("\"\"\"u8;");
            writer.Line();
            writer.Line($"static partial void {context.Prefix}InferCore(ReadOnlySpan<float> input, Span<float> output);").Line();
            if (CoreFile.IsCounting(context.Plan))
            {
                writer.Line("static partial void InferCountedCore(ReadOnlySpan<float> input, Span<float> output, ref long executed);").Line();
            }

            writer.Line($"static partial void {context.Prefix}InferBatchCore(ReadOnlySpan<float> inputs, Span<float> outputs, int count);");
            if (context.Declaration is not MatrixDeclaration)
            {
                writer.Line().Line("static partial void InferColumnsCore(ReadOnlySpan<float> inputs, Span<float> outputs, int columns);");
            }
        });
        return new GeneratedFile(context.Hint(null), text, IsImplementation: false);
    }

    private static void WriteModel(SourceWriter writer, GenerationContext context)
    {
        string name = context.Declaration.Type.Name;
        string shape = string.Join(" x ", context.Plan.Network.InputShape.Select(extent => Literals.Integer(extent)));
        writer.Line($"/// <summary>Values of one input: {shape}.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int InputLength = {context.InputLength};").Line();
        writer.Line($"/// <summary>Values of one output.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int OutputLength = {context.OutputLength};").Line();

        writer.Line("/// <summary>Runs the network on one input. Allocates nothing; may be called from any number of threads.</summary>");
        writer.Line("/// <remarks>");
        WriteLayerTable(writer, context.Plan);
        writer.Line("/// </remarks>");
        writer.Line($"/// <param name=\"input\">{context.InputLength} values, row-major {shape}.</param>");
        writer.Line($"/// <param name=\"output\">At least {context.OutputLength} values; the first {context.OutputLength} are written.</param>");
        writer.Line("/// <exception cref=\"ArgumentException\">A span has another length.</exception>");
        WriteInfer(writer, "public static void Infer(ReadOnlySpan<float> input, Span<float> output)", context, "input", "output", name + ".Infer");
        WriteCounted(writer, context);

        writer.Line();
        writer.Line("/// <summary>Runs the network on as many inputs as fit the spans.</summary>");
        writer.Line($"/// <param name=\"inputs\">Inputs one after the other, {context.InputLength} values each.</param>");
        writer.Line($"/// <param name=\"outputs\">Outputs one after the other, {context.OutputLength} values each.</param>");
        writer.Line("/// <returns>How many were run.</returns>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static int InferBatch(ReadOnlySpan<float> inputs, Span<float> outputs)"))
        {
            // Not Math.Min: Math may well be a namespace of the user's.
            writer.Line("int fitting = inputs.Length / InputLength;");
            writer.Line("int count = outputs.Length / OutputLength < fitting ? outputs.Length / OutputLength : fitting;");
            writer.Line("InferBatchCore(inputs, outputs, count);");
            writer.Line("return count;");
        }

        writer.Line();
        WriteColumns(writer, context);

        writer.Line();
        writer.Line("/// <summary>Pays now what the first calls would pay: compiling the kernels and laying out their tables.</summary>");
        writer.Line("/// <param name=\"batch\">Also those of <see cref=\"InferBatch\"/> and <see cref=\"InferColumns\"/>.</param>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static void Warmup(bool batch = false)"))
        {
            // As many inputs as eight vectors of 16 hold, and as many as four do: a kernel each.
            writer.Line("int count = batch ? 192 : 1;");
            writer.Line("float[] inputs = new float[count * InputLength];");
            writer.Line("float[] outputs = new float[count * OutputLength];");
            writer.Line("InferCore(inputs, outputs);");
            using (writer.Open("if (batch)"))
            {
                writer.Line("InferBatchCore(inputs, outputs, count);").Line();

                // As many as eight vectors hold, and one that is copied for the form for one input.
                writer.Line("InferColumnsCore(inputs, outputs, 129);");
            }
        }
    }

    private static void WriteCounted(SourceWriter writer, GenerationContext context)
    {
        long all = context.Plan.Layers.Sum(layer => (long)layer.Layer.Weights.NonZeros);
        bool isCounting = CoreFile.IsCounting(context.Plan);
        writer.Line();
        writer.Line("/// <summary>Does what <see cref=\"Infer\"/> does, and counts.</summary>");
        writer.Line($"/// <param name=\"input\">{context.InputLength} values.</param>");
        writer.Line($"/// <param name=\"output\">At least {context.OutputLength} values; the first {context.OutputLength} are written.</param>");
        writer.Line(isCounting
            ? $"/// <returns>Multiply-accumulates executed: {Literals.Count(all)}, less those that zeros among the activations saved.</returns>"
            : "/// <returns>Multiply-accumulates executed: the same for every input, since no layer of this network looks for zeros among its inputs.</returns>");
        writer.Line("/// <exception cref=\"ArgumentException\">A span has another length.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static long InferCounted(ReadOnlySpan<float> input, Span<float> output)"))
        {
            if (isCounting)
            {
                WriteLengthChecks(writer, context, "input", "output", context.Declaration.Type.Name + ".InferCounted");
                writer.Line("long executed = 0;");
                writer.Line("InferCountedCore(input, output, ref executed);");
                writer.Line("return executed;");
            }
            else
            {
                writer.Line("Infer(input, output);");
                writer.Line($"return {all};");
            }
        }
    }

    private static void WriteColumns(SourceWriter writer, GenerationContext context)
    {
        writer.Line("/// <summary>Runs the network on every column of a matrix, such as on every pixel of an image whose channels come first.</summary>");
        writer.Line($"/// <param name=\"inputs\">{context.InputLength} x columns values, row-major: the first feature of all inputs, then the second, and so on.</param>");
        writer.Line($"/// <param name=\"outputs\">At least {context.OutputLength} x columns values, in the same way; it must not overlap the inputs.</param>");
        writer.Line("/// <param name=\"columns\">How many inputs there are.</param>");
        writer.Line("/// <exception cref=\"ArgumentException\">A span has another length.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static void InferColumns(ReadOnlySpan<float> inputs, Span<float> outputs, int columns)"))
        {
            writer.Line($"SpanLength.CheckColumns(\"{context.Declaration.Type.Name}.InferColumns\", columns, InputLength, inputs.Length, OutputLength, outputs.Length);");
            writer.Line("InferColumnsCore(inputs, outputs, columns);");
        }
    }

    private static void WriteMatrix(SourceWriter writer, GenerationContext context, MatrixDeclaration matrix)
    {
        LayerPlan plan = context.Plan.Layers[0];
        writer.Line($"/// <summary>{matrix.OutputParameter} = A {matrix.InputParameter}, A being {context.OutputLength} x {context.InputLength} with {Literals.Count(plan.Node.Declared.NonZeros)} non-zeros.</summary>");
        writer.Line($"/// <param name=\"{matrix.InputParameter.TrimStart('@')}\">{context.InputLength} values.</param>");
        writer.Line($"/// <param name=\"{matrix.OutputParameter.TrimStart('@')}\">At least {context.OutputLength} values; the first {context.OutputLength} are written.</param>");
        writer.Line("/// <exception cref=\"ArgumentException\">A span has another length.</exception>");
        WriteInfer(writer, matrix.Signature, context, matrix.InputParameter, matrix.OutputParameter, matrix.DisplayName);
    }

    private static void WriteInfer(SourceWriter writer, string signature, GenerationContext context, string input, string output, string name)
    {
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open(signature))
        {
            WriteLengthChecks(writer, context, input, output, name);
            writer.Line($"{context.Prefix}InferCore({input}, {output});");
        }
    }

    private static void WriteLengthChecks(SourceWriter writer, GenerationContext context, string input, string output, string name)
    {
        using (writer.Open($"if ({input}.Length != {context.InputLength})"))
        {
            writer.Line($"SpanLength.ThrowInput(\"{name}\", {context.InputLength}, {input}.Length, nameof({input}));");
        }

        writer.Line();
        using (writer.Open($"if ({output}.Length < {context.OutputLength})"))
        {
            writer.Line($"SpanLength.ThrowOutput(\"{name}\", {context.OutputLength}, {output}.Length, nameof({output}));");
        }

        writer.Line();
    }

    private static void WriteLayerTable(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <list type=\"bullet\">");
        foreach (LayerPlan layer in plan.Layers)
        {
            DeclaredLayer declared = layer.Node.Declared;
            long dense = (long)declared.Inputs * declared.Outputs;
            string activation = layer.Layer.Activation.Kind == ActivationKind.None ? "" : ", " + layer.Layer.Activation.Kind;
            writer.Line(
                $"/// <item><c>{Literals.Xml(layer.Layer.Name)}</c>: {declared.Inputs} to {declared.Outputs}{activation}; "
                + $"{Literals.Count(layer.Layer.Weights.NonZeros)} of {Literals.Count(dense)} multiply-accumulates executed.</item>");
        }

        writer.Line("/// </list>");
    }
}
