using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Generator.Pipeline;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Pipeline;

public sealed class CachingTests : GeneratorTest
{
    private const string Source =
        """
        using System;
        using SparseCompile;
        [SparseModel("weights/a.npz"), Linear("fc1")] public static partial class A;
        [SparseModel("weights/b.npz"), Linear("fc1")] public static partial class B;
        public static partial class Ops
        {
            [SparseMatrix("weights/b.npz", Tensor = "fc1.weight")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        }
        """;

    [Fact]
    public void Changed_weights_compile_the_models_that_read_them_and_no_other()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = RunFirst();

        // Same length, another value, and a new object for the file, as hosts make one.
        Replace(ref driver, "weights/b.npz", Weights().ToBytes().Select(value => value == 0x40 ? (byte)0x41 : value).ToArray());
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();

        Compiled(result, TrackingNames.Compiled + "Model").ShouldBe([("A", false), ("B", true)], ignoreOrder: true);
        Compiled(result, TrackingNames.Compiled + "Matrix").ShouldBe([("Ops.Apply", true)]);
    }

    [Fact]
    public void A_file_touched_with_the_same_bytes_compiles_nothing()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = RunFirst();

        Replace(ref driver, "weights/b.npz", Weights().ToBytes());
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();

        Compiled(result, TrackingNames.Compiled + "Model").ShouldAllBe(step => !step.IsNew);
        Compiled(result, TrackingNames.Compiled + "Matrix").ShouldAllBe(step => !step.IsNew);
    }

    [Fact]
    public void Another_model_edited_leaves_the_first_alone()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = RunFirst();
        SyntaxTree tree = compilation.SyntaxTrees[0];
        string edited = Source.Replace("b.npz\"), Linear(\"fc1\"", "b.npz\"), Linear(\"fc1\", Activation = Activation.Relu", StringComparison.Ordinal);

        GeneratorDriverRunResult result = driver.RunGenerators(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)tree.Options, tree.FilePath))).GetRunResult();

        Compiled(result, TrackingNames.Compiled + "Model").ShouldBe([("A", false), ("B", true)], ignoreOrder: true);
        Compiled(result, TrackingNames.Compiled + "Matrix").ShouldAllBe(step => !step.IsNew);
    }

    [Fact]
    public void A_new_weight_file_compiles_no_model_again()
    {
        (GeneratorDriver driver, CSharpCompilation compilation) = RunFirst();
        WeightInput added = Weights().Write(Folder, "weights/c.npz");

        ReplaceList(ref driver, [.. Inputs(), added]);
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();

        Compiled(result, TrackingNames.Compiled + "Model").ShouldAllBe(step => !step.IsNew);
    }

    [Fact]
    public void A_missing_file_that_appears_compiles_its_model()
    {
        WeightInput a = Weights().Write(Folder, "weights/a.npz");
        CSharpCompilation compilation = GeneratorRun.Compile(Source);
        GeneratorDriver driver = GeneratorRun.CreateDriver([a]).RunGenerators(compilation);
        driver.GetRunResult().Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe(["SPARSE0001", "SPARSE0001"]);
        WeightInput b = Weights().Write(Folder, "weights/b.npz");

        ReplaceList(ref driver, [a, b]);
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();

        result.Diagnostics.ShouldBeEmpty();
        Compiled(result, TrackingNames.Compiled + "Model").ShouldBe([("A", false), ("B", true)], ignoreOrder: true);
    }

    [Fact]
    public void Changed_external_data_compile_the_ONNX_model_that_keeps_values_there_and_no_other()
    {
        const string source = """
            [SparseCompile.SparseModel("weights/a.onnx")] public static partial class A;
            [SparseCompile.SparseModel("weights/b.onnx")] public static partial class B;
            """;
        WeightInput[] files =
        [
            Network("a.bin").Write(Folder, "weights/a.onnx"), Network("b.bin").Write(Folder, "weights/b.onnx"),
            Write("weights/a.bin", WeightBytes.Floats(1, 0, 0, 2)), Write("weights/b.bin", WeightBytes.Floats(1, 0, 0, 2)),
        ];
        CSharpCompilation compilation = GeneratorRun.Compile(source);
        GeneratorDriver driver = GeneratorRun.CreateDriver(files).RunGenerators(compilation);
        driver.GetRunResult().Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();

        Write("weights/b.bin", WeightBytes.Floats(1, 0, 0, 3));
        ReplaceList(ref driver, files);
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();

        Compiled(result, TrackingNames.Compiled + "Model").ShouldBe([("A", false), ("B", true)], ignoreOrder: true);
    }

    private static OnnxBuilder Network(string location) =>
        new OnnxBuilder().Input("x", 1, 2).Initializer(OnnxBuilder.External("w", [2, 2], location)).Node("MatMul", "x,w", "y").Output("y");

    private static NpzBuilder Weights() => new NpzBuilder().Add("fc1.weight", [2, 3], 2, 0, 0, 0, 0, 3);

    private WeightInput[] Inputs() => [new(Path.Combine(Folder, "weights/a.npz"), "weights/a.npz"), new(Path.Combine(Folder, "weights/b.npz"), "weights/b.npz")];

    private (GeneratorDriver Driver, CSharpCompilation Compilation) RunFirst()
    {
        WeightInput[] files = [Weights().Write(Folder, "weights/a.npz"), Weights().Write(Folder, "weights/b.npz")];
        CSharpCompilation compilation = GeneratorRun.Compile(Source);
        GeneratorDriver driver = GeneratorRun.CreateDriver(files).RunGenerators(compilation);
        driver.GetRunResult().Diagnostics.ShouldBeEmpty();
        return (driver, compilation);
    }

    private void Replace(ref GeneratorDriver driver, string name, byte[] bytes)
    {
        Write(name, bytes);
        ReplaceList(ref driver, Inputs());
    }

    private static void ReplaceList(ref GeneratorDriver driver, WeightInput[] files) =>
        driver = driver.RemoveAdditionalTexts([.. Texts(driver)]).AddAdditionalTexts([GeneratorRun.CreateList(files)]);

    /// <summary>The driver's own objects: it removes what is the same object only.</summary>
    private static IEnumerable<AdditionalText> Texts(GeneratorDriver driver)
    {
        object state = typeof(GeneratorDriver).GetField("_state", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(driver)!;
        return (System.Collections.Immutable.ImmutableArray<AdditionalText>)state.GetType()
            .GetField("AdditionalTexts", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(state)!;
    }

    private static List<(string Name, bool IsNew)> Compiled(GeneratorDriverRunResult result, string step) =>
    [
        .. result.Results[0].TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => (
            ((SparseCompile.Compiler.CompilationOutput)output.Value).FullName,
            output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)),
    ];
}
