using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Tensors;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Integers;

/// <summary>The files of an int8 model.</summary>
internal static class IntegerFiles
{
    /// <summary>Writes the files.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="network">Its integers.</param>
    /// <param name="files">Where weights and scales came from.</param>
    /// <param name="descriptions">Its hardware descriptions, at least one.</param>
    public static IEnumerable<GeneratedFile> Write(SparseDeclaration declaration, QuantizedNetwork network, (WeightFile Weights, WeightFile? Calibration) files, IReadOnlyList<NamedText> descriptions)
    {
        IntegerContext context = new(declaration, network, files.Weights, files.Calibration);
        return [IntegerShell.Write(context, descriptions), WriteKernels(context), .. network.Nodes.SelectMany(node => IntegerTables.Write(context, node))];
    }

    private static GeneratedFile WriteKernels(IntegerContext context)
    {
        string text = FileFrame.Write(context.Declaration, context.About(), writer =>
        {
            WriteCores(writer, context);
            writer.Line().Line("/// <summary>The generated kernels.</summary>").Line(FileFrame.GeneratedCode);
            using (writer.Open($"private static unsafe partial class {context.KernelsClass}"))
            {
                WriteInfer(writer, context);
            }
        });
        return new GeneratedFile(context.Hint("Kernels"), text, IsImplementation: true);
    }

    private static void WriteCores(SourceWriter writer, IntegerContext context)
    {
        using (writer.Open($"static partial void {context.InferCore}({ReadOnlySpan}<float> input, {Span}<float> output)"))
        {
            WritePinned(writer, ("float", "input", "x"), ("float", "output", "y"), $"{context.KernelsClass}.Infer(x, y);");
        }

        writer.Line();
        using (writer.Open($"static partial void {context.InferQuantizedCore}({ReadOnlySpan}<sbyte> input, {Span}<sbyte> output)"))
        {
            WritePinned(writer, ("sbyte", "input", "x"), ("sbyte", "output", "y"), $"{context.KernelsClass}.InferQuantized(x, y);");
        }

        writer.Line();
        using (writer.Open($"static partial void {context.InferColumnsCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns)"))
        {
            WritePinned(writer, ("float", "inputs", "x"), ("float", "outputs", "y"), $"{context.KernelsClass}.InferColumns(x, y, columns);");
        }
    }

    private static void WritePinned(SourceWriter writer, (string Type, string Span, string Name) input, (string Type, string Span, string Name) output, string call)
    {
        using (writer.Open("unsafe"))
        using (writer.Open($"fixed ({input.Type}* {input.Name} = {input.Span})"))
        using (writer.Open($"fixed ({output.Type}* {output.Name} = {output.Span})"))
        {
            writer.Line(call);
        }
    }

    private static void WriteInfer(SourceWriter writer, IntegerContext context)
    {
        string rent = $"sbyte* memory = (sbyte*){ScratchMemory}.Rent({Literals.Integer((context.Bytes + 3) / 4)});";
        string input = context.Value(context.Network.Graph.Input), output = context.Value(context.Network.Graph.Output);
        writer.Line("/// <summary>One input of floats.</summary>");
        using (writer.Open("internal static void Infer(float* x, float* y)"))
        {
            writer.Line(rent);
            writer.Line($"{Int8Values}.Quantize(x, {input}, {context.InputLength}, {InputRule(context.Network)});");
            writer.Line("Run(memory);");
            writer.Line($"{Int8Values}.Dequantize({output}, y, {context.OutputLength}, {Literals.Float(context.Network.OutputScale)});");
            if (context.Network.EndsInSoftmax)
            {
                writer.Line($"{LaneSoftmax}.Apply(new {Span}<float>(y, {context.OutputLength}));");
            }

            if (context.Network.Graph.OutputEncoding is { } code)
            {
                writer.Line($"{Int8Values}.Encode(y, {context.OutputLength}, {Literals.Float(code.Scale)}, {code.ZeroPoint}, {code.Lowest}, {code.Highest});");
            }
        }

        writer.Line().Line("/// <summary>One input of integers.</summary>");
        using (writer.Open("internal static void InferQuantized(sbyte* x, sbyte* y)"))
        {
            writer.Line(rent).Line($"{Int8Values}.Copy(x, {input}, {context.InputLength});").Line("Run(memory);").Line($"{Int8Values}.Copy({output}, y, {context.OutputLength});");
        }

        writer.Line().Line("/// <summary>Inputs side by side, one after the other.</summary>");
        int at = (context.InputLength + 15) / 16 * 16;
        using (writer.Open("internal static void InferColumns(float* x, float* y, int columns)"))
        {
            writer.Line($"float* input = {ScratchMemory}.RentColumn({at + context.OutputLength});").Line($"float* output = input + {at};");
            using (writer.Open("for (int n = 0; n < columns; n++)"))
            {
                writer.Line($"{ColumnCopy}.Take(x + n, columns, input, {context.InputLength});").Line("Infer(input, output);").Line($"{ColumnCopy}.Put(output, y + n, columns, {context.OutputLength});");
            }
        }

        writer.Line().Line("/// <summary>The operators, one after the other, on values in memory.</summary>");
        using (writer.Open("private static void Run(sbyte* memory)"))
        {
            IntegerSteps steps = new(context);
            foreach (Quantization.Nodes.QuantizedNode node in context.Network.Nodes)
            {
                writer.Line(node.Accept(steps));
            }
        }
    }

    /// <summary>How floats become the input's integers.</summary>
    private static string InputRule(QuantizedNetwork network) => network.Input is { } rule
        ? $"new {Int8Input}({Literals.Float(rule.Scale)}, {Literals.Float(rule.Step)}, {rule.ZeroPoint}, {rule.Low}, {rule.High})"
        : Literals.Float(network.InputScale);
}
