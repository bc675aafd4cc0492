using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

public sealed class DefinitionTests : GeneratorTest
{
    [Theory]
    [InlineData("[SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] static partial class M;", "M")]
    [InlineData("namespace A.B; [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] internal sealed partial class M { int x = 1; public int X => x; }", "A.B.M")]
    [InlineData("namespace @class { [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] public partial class @event { } }", "class.event")]
    [InlineData("partial class O { private partial class P { [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] protected internal abstract partial class M { } } }", "O+P+M")]
    [InlineData("partial interface I { partial record R { partial record struct S { [SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] public static partial class M; } } }", "I+R+S+M")]
    [InlineData("[SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] partial record M;", "M")]
    [InlineData("[SparseModel(\"weights/two.npz\")] partial class M; [Linear(\"fc1\")] partial class M { }", "M")]
    public void Classes_of_every_kind_hold_a_model(string declaration, string type)
    {
        GeneratorRun run = GeneratorRun.Of(declaration.StartsWith("namespace A", StringComparison.Ordinal) ? declaration.Replace("namespace A.B;", "using SparseCompile; namespace A.B;", StringComparison.Ordinal) : "using SparseCompile; " + declaration, WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        using LoadedModels models = new(run);
        float[] output = new float[2];
        models[type].Infer([1, 2, 3], output);
        output.ShouldBe([7.5f, -8f]);
    }

    [Fact]
    public void Models_and_matrices_share_a_file_and_a_weight_file()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using SparseCompile;
            [SparseModel("weights/two.npz"), Linear("fc1")] static partial class First;
            [SparseModel("weights/two.npz"), Linear("fc1"), Linear("fc2")] static partial class Second;
            [SparseModel("weights/two.npz"), Linear("fc1")]
            static partial class Both
            {
                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")] public static partial void Rows(ReadOnlySpan<float> x, Span<float> y);
                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight", Transposed = true)] public static partial void Columns(ReadOnlySpan<float> x, Span<float> y);
            }
            """,
            WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        using LoadedModels models = new(run);
        Run(models["First"], 2, 1, 2, 3).ShouldBe([7.5f, -8f]);
        Run(models["Second"], 2, 1, 2, 3).ShouldBe([1.875f, 10f]);
        Run(models["Both"], 2, 1, 2, 3).ShouldBe([7.5f, -8f]);
        Run(models.Matrix("Both", "Rows"), 2, 1, 2, 3).ShouldBe([7, -9]);
        Run(models.Matrix("Both", "Columns"), 3, 1, 2).ShouldBe([1, 0, -4]);
    }

    [Fact]
    public void Names_that_differ_in_case_only_do_not_collide()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using System;
            using SparseCompile;
            [SparseModel("weights/two.npz"), Linear("fc1")] static partial class Model;
            [SparseModel("weights/two.npz"), Linear("fc1"), Linear("fc2")] static partial class MODEL;
            static partial class Ops
            {
                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")] public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
                [SparseMatrix("weights/two.npz", Tensor = "fc2.weight")] public static partial void apply(ReadOnlySpan<float> x, Span<float> y);
            }
            """,
            WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        using LoadedModels models = new(run);
        Run(models["Model"], 2, 1, 2, 3).ShouldBe([7.5f, -8f]);
        Run(models["MODEL"], 2, 1, 2, 3).ShouldBe([1.875f, 10f]);
        Run(models.Matrix("Ops", "apply"), 2, 4, 5).ShouldBe([1, -5]);
    }

    [Fact]
    public void Namespaces_of_the_users_do_not_get_in_the_way()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            namespace Game.Math { class Vector; }
            namespace Game.Runtime { class Span; }
            namespace Game.Models
            {
                class Softmax;
                class Scratch;
                [SparseModel("weights/two.npz"), Linear("fc1"), Linear("fc2", Activation = Activation.Softmax)] static partial class Model;
            }
            """,
            WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void Tensors_may_be_named_outright_and_be_transposed()
    {
        WeightInput file = new NpzBuilder().Add("dense/kernel", [3, 2], 1, 0, 0, 0, 2, -3).Add("dense/offset", [2], 0.5f, 1).Write(Folder, "weights/keras.npz");

        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/keras.npz")]
            [Linear("dense", Weight = "dense/kernel", Bias = "dense/offset", Transposed = true)]
            static partial class M;
            """,
            file);

        using LoadedModels models = new(run);
        Run(models["M"], 2, 1, 2, 3).ShouldBe([7.5f, -8f]);
    }

    [Fact]
    public void Layer_names_need_not_be_identifiers()
    {
        WeightInput file = new NpzBuilder().Add("block.0/fc-1.weight", [1, 1], 2).Add("class.weight", [1, 1], 3).Add("Tables.weight", [1, 1], 5).Add("kernels.weight", [1, 1], 0.5f).Add("order.weight", [1, 1], 2).Add("Infer_512.weight", [1, 1], 1).Add("1.weight", [1, 1], 7).Write(Folder, "n.npz");

        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("n.npz"), Linear("block.0/fc-1"), Linear("class"), Linear("Tables"), Linear("kernels"), Linear("order"), Linear("Infer_512"), Linear("1")]
            static partial class M;
            """,
            file);

        using LoadedModels models = new(run);
        Run(models["M"], 1, 1).ShouldBe([210]);
    }

    private static float[] Run(LoadedModel model, int outputs, params float[] input)
    {
        float[] output = new float[outputs];
        model.Infer(input, output);
        return output;
    }
}
