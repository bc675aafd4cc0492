using SparseCompile.Compiler.CSharp.Members;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Files;

/// <summary>The file with the members users call; complete by itself, so that editors need no kernels to understand it.</summary>
internal static class ShellFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="context">The model.</param>
    /// <param name="descriptions">Its hardware descriptions, at least one.</param>
    public static GeneratedFile Write(GenerationContext context, IReadOnlyList<NamedText> descriptions)
    {
        string text = FileFrame.Write(context, FileHeader.Of(context.Plan), writer =>
        {
            if (context.Declaration is MatrixDeclaration matrix)
            {
                WriteMatrix(writer, context, matrix);
            }
            else if (context.Plan.Graph.IsFunction)
            {
                WriteModel(writer, context);
            }
            else
            {
                SpanMembers.Write(writer, context);
            }

            writer.Line();
            InfoMember.Write(writer, context);
            writer.Line();
            HardwareMembers.Write(writer, context.Prefix, context.Declaration is MatrixDeclaration, descriptions);
            if (context.Head is { } head)
            {
                LearningMembers.Write(writer, context, head);
            }

            WriteCores(writer, context.Features ?? context);
        }, context.Declaration is MatrixDeclaration ? null : writer => WriteRemarks(writer, context.Plan));
        return new GeneratedFile(context.Hint(null), text, IsImplementation: false);
    }

    /// <summary>The methods that other files implement.</summary>
    private static void WriteCores(SourceWriter writer, GenerationContext context)
    {
        writer.Line($"static partial void {context.InferCore}({SpanMembers.Parameters(context)});").Line();
        if (context.Plan.IsCounting)
        {
            writer.Line($"static partial void {context.InferCountedCore}({SpanMembers.Parameters(context)}, ref long executed);").Line();
        }

        if (context.Plan.Graph.IsFunction && context.Declaration is not MatrixDeclaration)
        {
            writer.Line($"static partial void {context.InferBatchCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int count);").Line();
        }

        if (context.Plan.Graph.IsFunction)
        {
            writer.Line($"static partial void {context.InferColumnsCore}({ReadOnlySpan}<float> inputs, {Span}<float> outputs, int columns);");
        }
    }

    private static void WriteModel(SourceWriter writer, GenerationContext context)
    {
        string name = context.Declaration.Type.Name;
        string shape = string.Join(" x ", context.Plan.Graph.Values[context.Plan.Graph.Input].Shape.Extents.Select(extent => Literals.Integer(extent)));
        writer.Line($"/// <summary>The number of values of one input, of shape {shape}.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int InputLength = {context.InputLength};").Line();
        writer.Line($"/// <summary>The number of values of one output.</summary>").Line(FileFrame.GeneratedCode);
        writer.Line($"public const int OutputLength = {context.OutputLength};").Line();

        writer.Line("/// <summary>Runs the network on one input. Does not allocate. Thread-safe.</summary>");
        WriteLayerTable(writer, context.Plan);
        writer.Line($"/// <param name=\"input\">The input: {context.InputLength} values, row-major, of shape {shape}.</param>");
        string overlap = context.Plan.Last is TensorPlan ? " Must not overlap the input." : "";
        writer.Line($"/// <param name=\"output\">Receives the output: at least {context.OutputLength} values, of which the first {context.OutputLength} are written.{overlap}</param>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">A span has the wrong length.</exception>");
        WriteInfer(writer, $"public static void Infer({ReadOnlySpan}<float> input, {Span}<float> output)", context, "input", "output", name + ".Infer");
        WriteCounted(writer, context);

        writer.Line();
        writer.Line("/// <summary>Runs the network on a batch: as many inputs as both spans can hold.</summary>");
        writer.Line($"/// <param name=\"inputs\">The inputs, consecutive, {context.InputLength} values each.</param>");
        writer.Line($"/// <param name=\"outputs\">Receives the outputs, consecutive, {context.OutputLength} values each.</param>");
        writer.Line("/// <returns>The number of inputs processed.</returns>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"public static int InferBatch({ReadOnlySpan}<float> inputs, {Span}<float> outputs)"))
        {
            // Not Math.Min: Math may well be a namespace of the user's.
            writer.Line("int fitting = inputs.Length / InputLength;");
            writer.Line("int count = outputs.Length / OutputLength < fitting ? outputs.Length / OutputLength : fitting;");
            writer.Line($"{context.InferBatchCore}(inputs, outputs, count);");
            writer.Line("return count;");
        }

        writer.Line();
        WriteColumns(writer, context);

        writer.Line();
        writer.Line("/// <summary>Compiles the kernels and prepares their tables, so that the first inference does not have to.</summary>");
        writer.Line("/// <param name=\"batch\"><see langword=\"true\"/> to also prepare <see cref=\"InferBatch\"/> and <see cref=\"InferColumns\"/>.</param>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open("public static void Warmup(bool batch = false)"))
        {
            // As many inputs as eight vectors of 16 hold, and as many as four do: a kernel each.
            writer.Line("int count = batch ? 192 : 1;");
            writer.Line($"{ReadOnlySpan}<float> inputs = new float[count * InputLength];");
            writer.Line($"{Span}<float> outputs = new float[count * OutputLength];");
            writer.Line($"{context.InferCore}(inputs, outputs);");
            using (writer.Open("if (batch)"))
            {
                writer.Line($"{context.InferBatchCore}(inputs, outputs, count);").Line();

                // As many as eight vectors hold, and one that is copied for the form for one input.
                writer.Line($"{context.InferColumnsCore}(inputs, outputs, 129);");
            }
        }
    }

    private static void WriteCounted(SourceWriter writer, GenerationContext context)
    {
        long all = context.Plan.Nodes.Sum(node => node.Macs);
        bool isCounting = context.Plan.IsCounting || context.Features is not null;
        writer.Line();
        writer.Line("/// <summary>Runs the network on one input and counts the multiply-accumulates executed. Produces the same output as <see cref=\"Infer\"/>.</summary>");
        writer.Line($"/// <param name=\"input\">The input: {context.InputLength} values.</param>");
        writer.Line($"/// <param name=\"output\">Receives the output: at least {context.OutputLength} values, of which the first {context.OutputLength} are written.</param>");
        writer.Line(isCounting
            ? $"/// <returns>The number of multiply-accumulates executed: {Literals.Count(all)} minus those skipped because of zero activations.</returns>"
            : "/// <returns>The number of multiply-accumulates executed. It is the same for every input: no layer of this network skips zero activations.</returns>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">A span has the wrong length.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"public static long InferCounted({ReadOnlySpan}<float> input, {Span}<float> output)"))
        {
            WriteLengthChecks(writer, context, "input", "output", context.Declaration.Type.Name + ".InferCounted");
            if (isCounting)
            {
                writer.Line("long executed = 0;");
                writer.Line($"{context.InferCountedCore}(input, output, ref executed);");
                writer.Line("return executed;");
            }
            else
            {
                writer.Line($"{context.InferCore}(input, output);");
                writer.Line($"return {all};");
            }
        }
    }

    private static void WriteColumns(SourceWriter writer, GenerationContext context)
    {
        writer.Line("/// <summary>Runs the network on every column of a matrix, for example on every pixel of a channels-first image.</summary>");
        WriteColumnsMember(writer, context, ("InferColumns", "inputs", "outputs"), context.Declaration.Type.Name + ".InferColumns", "public static");
    }

    private static void WriteColumnsMember(SourceWriter writer, GenerationContext context, (string Method, string Input, string Output) names, string displayName, string modifiers)
    {
        string columns = context.Declaration is MatrixDeclaration matrix ? matrix.ColumnsParameter : "columns";
        writer.Line($"/// <param name=\"{names.Input.TrimStart('@')}\">The inputs: {context.InputLength} x <paramref name=\"{columns}\"/> values, row-major, one input per column.</param>");
        writer.Line($"/// <param name=\"{names.Output.TrimStart('@')}\">Receives the outputs: at least {context.OutputLength} x <paramref name=\"{columns}\"/> values, row-major. Must not overlap the inputs.</param>");
        writer.Line($"/// <param name=\"{columns}\">The number of columns.</param>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">A span has the wrong length.</exception>");
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open($"{modifiers} void {names.Method}({ReadOnlySpan}<float> {names.Input}, {Span}<float> {names.Output}, int {columns})"))
        {
            writer.Line($"{SpanLength}.CheckColumns(\"{displayName}\", {columns}, {context.InputLength}, {names.Input}.Length, {context.OutputLength}, {names.Output}.Length);");
            writer.Line($"{Own(context)}{context.InferColumnsCore}({names.Input}, {names.Output}, {columns});");
        }
    }

    private static void WriteMatrix(SourceWriter writer, GenerationContext context, MatrixDeclaration matrix)
    {
        LayerPlan plan = context.Plan.Layers[0];
        writer.Line($"/// <summary>Computes {matrix.OutputParameter} = A {matrix.InputParameter} for a {context.OutputLength} x {context.InputLength} matrix A with {Literals.Count(plan.Node.Declared.NonZeros)} non-zeros.</summary>");
        writer.Line($"/// <param name=\"{matrix.InputParameter.TrimStart('@')}\">The vector of {context.InputLength} values.</param>");
        writer.Line($"/// <param name=\"{matrix.OutputParameter.TrimStart('@')}\">Receives the output: at least {context.OutputLength} values, of which the first {context.OutputLength} are written.</param>");
        writer.Line($"/// <exception cref=\"{ArgumentExceptionType}\">A span has the wrong length.</exception>");
        WriteInfer(writer, matrix.Signature, context, matrix.InputParameter, matrix.OutputParameter, matrix.DisplayName);

        writer.Line();
        writer.Line($"/// <summary>Computes Y = A X for a dense matrix X of {context.InputLength} rows: the same product for every column.</summary>");
        WriteColumnsMember(writer, context, (matrix.Method + "Columns", matrix.InputParameter, matrix.OutputParameter), matrix.DisplayName + "Columns", "public static");
    }

    /// <summary>What a call begins with where parameters have names of the user's: one of them may be the method's own.</summary>
    private static string Own(GenerationContext context) => context.Declaration is MatrixDeclaration ? context.Declaration.Type.Expression + "." : "";

    private static void WriteInfer(SourceWriter writer, string signature, GenerationContext context, string input, string output, string name)
    {
        writer.Line(FileFrame.GeneratedCode);
        using (writer.Open(signature))
        {
            WriteLengthChecks(writer, context, input, output, name);
            writer.Line($"{Own(context)}{context.InferCore}({input}, {output});");
        }
    }

    private static void WriteLengthChecks(SourceWriter writer, GenerationContext context, string input, string output, string name)
    {
        using (writer.Open($"if ({input}.Length != {context.InputLength})"))
        {
            writer.Line($"{SpanLength}.ThrowInput(\"{name}\", {context.InputLength}, {input}.Length, \"{input.TrimStart('@')}\");");
        }

        writer.Line();
        using (writer.Open($"if ({output}.Length < {context.OutputLength})"))
        {
            writer.Line($"{SpanLength}.ThrowOutput(\"{name}\", {context.OutputLength}, {output}.Length, \"{output.TrimStart('@')}\");");
        }

        writer.Line();
    }

    /// <summary>What editors show of the class beside the user's own documentation.</summary>
    private static void WriteRemarks(SourceWriter writer, ModelPlan plan)
    {
        long nonZeros = plan.Layers.Sum(layer => layer.Node.Declared.NonZeros), weights = plan.Layers.Sum(layer => layer.Node.Declared.DenseWeights);
        writer.Line("/// <remarks>");
        writer.Line($"/// {Literals.Count(nonZeros)} of {Literals.Count(weights)} weights are non-zero.");
        WriteLayerList(writer, plan);
        writer.Line("/// </remarks>");
    }

    /// <summary>Remarks with a line for each layer.</summary>
    public static void WriteLayerTable(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <remarks>");
        WriteLayerList(writer, plan);
        writer.Line("/// </remarks>");
    }

    private static void WriteLayerList(SourceWriter writer, ModelPlan plan)
    {
        writer.Line("/// <list type=\"bullet\">");
        foreach (NodePlan node in plan.Nodes)
        {
            DeclaredLayer declared = node.Node.Declared;
            ActivationKind kind = node.Node.Operator.Activation.Kind;
            string activation = kind == ActivationKind.None ? "" : ", " + kind;
            string work = node is LayerPlan ? $"{Literals.Count(node.Macs)} of {Literals.Count(declared.DenseMacs)} multiply-accumulates executed" : node.Reason;
            writer.Line($"/// <item><c>{Literals.Xml(node.Node.Name)}</c>: {declared.Inputs} to {declared.Outputs}{activation}; {work}.</item>");
        }

        writer.Line("/// </list>");
    }
}
