using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.CSharp.Members;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Quantization.Nodes;
using SparseCompile.Compiler.Tensors;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Integers;

/// <summary>The file with the members users call on an int8 model.</summary>
internal static class IntegerShell
{
    /// <summary>Writes the file.</summary>
    /// <param name="context">The model.</param>
    /// <param name="descriptions">Its hardware descriptions, at least one.</param>
    public static GeneratedFile Write(IntegerContext context, IReadOnlyList<NamedText> descriptions)
    {
        string text = FileFrame.Write(context.Declaration, context.About(), writer =>
        {
            WriteConstants(writer, context);
            WriteInfer(writer, context);
            WriteMany(writer, context);
            WriteInfo(writer, context);
            writer.Line();
            HardwareMembers.Write(writer, "", isMatrix: false, descriptions);
            writer.Line($"static partial void {context.InferCore}({ReadOnlySpan}<float> input, {Span}<float> output);").Line();
            writer.Line($"static partial void {context.InferQuantizedCore}({ReadOnlySpan}<sbyte> input, {Span}<sbyte> output);").Line();
            writer.Line($"static partial void {context.InferColumnsCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns);");
        });
        return new GeneratedFile(context.Hint(null), text, IsImplementation: false);
    }

    private static SourceWriter Member(SourceWriter writer, string summary) => writer.Line().Line($"/// <summary>{summary}</summary>").Line(FileFrame.GeneratedCode);

    private static void WriteConstants(SourceWriter writer, IntegerContext context)
    {
        Shape shape = context.Network.Graph.Values[context.Network.Graph.Input].Shape;
        Member(writer, $"The number of values of one input, of shape {shape}.").Line($"public const int InputLength = {context.InputLength};");
        Member(writer, "The number of values of one output.").Line($"public const int OutputLength = {context.OutputLength};");
        Member(writer, "What a quantized input is multiplied by to be the value that it stands for.").Line($"public const float InputScale = {Literals.Float(context.Network.InputScale)};");
        string softmax = context.Network.EndsInSoftmax ? ", before the softmax" : "";
        Member(writer, $"What a quantized output is multiplied by to be the value that it stands for{softmax}.").Line($"public const float OutputScale = {Literals.Float(context.Network.OutputScale)};");
    }

    private static void WriteInfer(SourceWriter writer, IntegerContext context)
    {
        Member(writer, "Runs the network on one input: quantizes it, computes in integers, and scales the output. Does not allocate. Thread-safe.");
        using (writer.Open($"public static void Infer({ReadOnlySpan}<float> input, {Span}<float> output)"))
        {
            WriteChecks(writer, context, "Infer");
            writer.Line($"{context.InferCore}(input, output);");
        }

        Member(writer, "Runs the network on one quantized input, in integers alone. Does not allocate. Thread-safe.");
        using (writer.Open($"public static void InferQuantized({ReadOnlySpan}<sbyte> input, {Span}<sbyte> output)"))
        {
            WriteChecks(writer, context, "InferQuantized");
            writer.Line($"{context.InferQuantizedCore}(input, output);");
        }

        Member(writer, "Runs the network on one input and returns the number of multiply-accumulates: the non-zeros at every position. It is the same for every input.");
        using (writer.Open($"public static long InferCounted({ReadOnlySpan}<float> input, {Span}<float> output)"))
        {
            WriteChecks(writer, context, "InferCounted");
            writer.Line($"{context.InferCore}(input, output);").Line($"return {Literals.Integer(context.Macs)};");
        }
    }

    private static void WriteMany(SourceWriter writer, IntegerContext context)
    {
        Member(writer, "Runs the network on a batch: as many inputs as both spans can hold. Returns their number.");
        using (writer.Open($"public static int InferBatch({ReadOnlySpan}<float> inputs, {Span}<float> outputs)"))
        {
            writer.Line("int fitting = inputs.Length / InputLength;").Line("int count = outputs.Length / OutputLength < fitting ? outputs.Length / OutputLength : fitting;");
            using (writer.Open("for (int n = 0; n < count; n++)"))
            {
                writer.Line($"{context.InferCore}(inputs.Slice(n * InputLength, InputLength), outputs.Slice(n * OutputLength, OutputLength));");
            }

            writer.Line("return count;");
        }

        Member(writer, "Runs the network on every column of a matrix, for example on every pixel of a channels-first image.");
        using (writer.Open($"public static void InferColumns({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns)"))
        {
            writer.Line($"{SpanLength}.CheckColumns(\"{context.Declaration.Type.Name}.InferColumns\", columns, {context.InputLength}, inputs.Length, {context.OutputLength}, outputs.Length);");
            writer.Line($"{context.InferColumnsCore}(inputs, outputs, columns);");
        }

        Member(writer, "Compiles the kernels and prepares their tables, so that the first inference does not have to.");
        using (writer.Open("public static void Warmup(bool batch = false)"))
        {
            writer.Line($"{context.InferCore}(new float[InputLength], new float[OutputLength]);");
        }
    }

    private static void WriteChecks(SourceWriter writer, IntegerContext context, string member)
    {
        string name = $"{context.Declaration.Type.Name}.{member}";
        using (writer.Open($"if (input.Length != {context.InputLength})"))
        {
            writer.Line($"{SpanLength}.ThrowInput(\"{name}\", {context.InputLength}, input.Length, \"input\");");
        }

        writer.Line();
        using (writer.Open($"if (output.Length < {context.OutputLength})"))
        {
            writer.Line($"{SpanLength}.ThrowOutput(\"{name}\", {context.OutputLength}, output.Length, \"output\");");
        }

        writer.Line();
    }

    private static void WriteInfo(SourceWriter writer, IntegerContext context)
    {
        string holder = context.Declaration.Type.PrivateName("InfoHolder");
        Member(writer, "Gets information about the compiled network: layers, shapes, non-zeros, multiply-accumulates executed and skipped.").Line($"public static {SparseModelInfo} Info => {holder}.Value;").Line();
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"private static class {holder}"))
        {
            IEnumerable<string> files = (context.Calibration is { } calibration ? context.File.Parts.Append(calibration) : context.File.Parts).Select(Weights);
            writer.Line($"internal static readonly {SparseModelInfo} Value = new(");
            writer.Line($"    {Literals.String(context.Declaration.DisplayName)}, {context.InputLength}, {context.OutputLength},");
            writer.Line($"    [{string.Join(", ", files)}],").Line("    [");
            foreach (QuantizedNode node in context.Network.Nodes)
            {
                WriteNode(writer, context.Network.Graph, node);
            }

            writer.Line($"    ]) {{ PeakBytes = {Literals.Integer(context.Bytes)} }};");
        }
    }

    private static string Weights(WeightFile file) => $"new {SparseWeightsInfo}({Literals.String(file.LogicalName)}, {Literals.String(file.ContentHash)})";

    private static void WriteNode(SourceWriter writer, Graph graph, QuantizedNode node)
    {
        DeclaredLayer declared = node.Node.Declared;
        QuantizedLayer? layer = node as QuantizedLayer;
        int inputs = node.Node.Inputs.Sum(input => graph.Values[input].Length), outputs = graph.Values[node.Node.Output].Length;
        long macs = layer is null ? 0 : (long)layer.Weights.NonZeros * layer.Positions;
        long bytes = layer is null ? 0 : (layer.Weights.NonZeros * 5L) + (layer.Weights.Rows * 11L);
        string reason = layer is null ? "int8" : layer.Vanished == 0 ? "int8, int32 sums" : $"int8, int32 sums; {Literals.Count(layer.Vanished)} weights round to zero and are removed";
        writer.Line($"        new {SparseLayerInfo}(");
        writer.Line($"            {Literals.String(node.Node.Name)}, {declared.Inputs}, {declared.Outputs}, {inputs}, {outputs}, {declared.NonZeros}, {Literals.Integer(macs)}, \"int8\", {Literals.String(reason)}, 1, 0, {Literals.Integer(bytes)},");
        string patterns = string.Join(", ", declared.Patterns.Select(pattern => $"new {WeightPatternInfo}({Literals.String(pattern.Name)}, {Literals.Fixed(pattern.Fit, 4)})"));
        writer.Line($"            [{patterns}], [])");
        string sources = string.Join(", ", node.Node.Inputs.Select(input => Literals.String(graph.Values[input].Name)));
        string weights = declared.DenseWeights == declared.DenseMacs ? "" : $"DenseWeights = {declared.DenseWeights}, ";
        writer.Line($"            {{ Operator = {Literals.String(node.Node.Operator.GetType().Name)}, Sources = [{sources}], DenseMacs = {declared.DenseMacs}, {weights}KernelId = \"int8\" }},");
    }
}
