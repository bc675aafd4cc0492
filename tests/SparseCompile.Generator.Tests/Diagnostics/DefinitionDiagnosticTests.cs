using Microsoft.CodeAnalysis;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

public sealed class DefinitionDiagnosticTests : DiagnosticTest
{
    [Fact]
    public void A_class_must_be_partial() => MatchDefinition("SPARSE0013", TwoLayerModel.Replace("partial ", "", StringComparison.Ordinal));

    [Fact]
    public void The_types_around_it_must_be_partial_too() =>
        MatchDefinition("SPARSE0013", "using SparseCompile;\nstatic class Outer\n{\n    [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")]\n    static partial class Inner;\n}");

    [Fact]
    public void A_layer_may_be_defined_once() => MatchDefinition("SPARSE0014", TwoLayerModel.Replace("\"fc2\"", "\"fc1\"", StringComparison.Ordinal));

    [Fact]
    public void An_activation_must_be_one_there_is() =>
        MatchDefinition("SPARSE0015", TwoLayerModel.Replace("Activation.Relu", "(Activation)77", StringComparison.Ordinal));

    [Fact]
    public void An_unrolling_must_be_one_there_is() =>
        MatchDefinition("SPARSE0015", TwoLayerModel.Replace("two.npz\"", "two.npz\", Unrolling = (Unrolling)9", StringComparison.Ordinal));

    [Fact]
    public void A_clip_must_have_its_low_below_its_high() =>
        MatchDefinition("SPARSE0015", TwoLayerModel.Replace("Activation.Relu", "Activation.Clip, Low = 2, High = 1", StringComparison.Ordinal));

    [Fact]
    public void A_slope_must_be_finite() =>
        MatchDefinition("SPARSE0015", TwoLayerModel.Replace("Activation.Relu", "Activation.LeakyRelu, Alpha = float.NaN", StringComparison.Ordinal));

    [Fact]
    public void An_input_has_positive_extents() => MatchDefinition("SPARSE0015", TwoLayerModel.Replace("[Input(3)]", "[Input(-3, 0)]", StringComparison.Ordinal));

    [Fact]
    public void A_model_has_a_layer() => MatchDefinition("SPARSE0016", "using SparseCompile;\n[SparseModel(\"weights/two.npz\")]\n[Input(3), Flatten]\nstatic partial class None;");

    [Fact]
    public void A_matrix_method_returns_nothing() => MatchMethod("public static partial float Apply(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_takes_two_spans() => MatchMethod("public static partial void Apply(ReadOnlySpan<float> x, Span<double> y);");

    [Fact]
    public void A_matrix_method_is_static() => MatchMethod("public partial void Apply(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_is_partial() => MatchMethod("public static void Apply(ReadOnlySpan<float> x, Span<float> y) { }");

    [Fact]
    public void A_generic_class_cannot_hold_a_model() => MatchDefinition("SPARSE0018", TwoLayerModel.Replace("class Two", "class Two<T>", StringComparison.Ordinal));

    [Fact]
    public void A_file_local_class_cannot_hold_a_model() =>
        MatchDefinition("SPARSE0018", TwoLayerModel.Replace("public static", "file static", StringComparison.Ordinal));

    [Fact]
    public void Pointers_must_be_allowed()
    {
        WeightInput file = WriteTwoLayers();

        GeneratorDriverRunResult result = GeneratorRun.CreateDriver([file]).RunGenerators(GeneratorRun.Compile(TwoLayerModel, allowUnsafe: false)).GetRunResult();

        result.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("SPARSE0023");
        Snapshot.MatchText(Describe(result.Diagnostics[0]));
    }

    [Fact]
    public void A_layer_must_have_a_name() => MatchDefinition("SPARSE0025", TwoLayerModel.Replace("\"fc2\"", "\"\"", StringComparison.Ordinal));

    [Fact]
    public void A_model_must_name_its_file() => MatchDefinition("SPARSE0025", TwoLayerModel.Replace("\"weights/two.npz\"", "null!", StringComparison.Ordinal));

    [Fact]
    public void One_model_in_error_leaves_the_others_alone()
    {
        GeneratorRun run = GeneratorRun.Of(
            TwoLayerModel + "\n[SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] public static partial class Good;\n[SparseModel(\"weights/two.npz\"), Linear(\"nope\")] public static partial class Bad;",
            WriteTwoLayers());

        run.Diagnostics.ShouldHaveSingleItem().Id.ShouldBe("SPARSE0009");
        using LoadedModels models = new(run);
        float[] output = new float[2];
        models["Good"].Infer([1, 2, 3], output);
        output.ShouldBe([7.5f, -8f]);
        Should.Throw<InvalidOperationException>(() => models["Bad"].Infer([1, 2, 3], new float[2])).Message.ShouldContain("Bad");
    }

    private void MatchDefinition(string id, string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        MatchOne(id, source, [WriteTwoLayers()], usesModel: false, method: method);

    private void MatchMethod(string declaration, [System.Runtime.CompilerServices.CallerMemberName] string method = "") => MatchDefinition(
        "SPARSE0017",
        $$"""
        using System;
        using SparseCompile;
        partial class Ops
        {
            [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
            {{declaration}}
        }
        """,
        method);
}
