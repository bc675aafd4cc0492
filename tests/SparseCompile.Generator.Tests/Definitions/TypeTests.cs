using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Every kind of place a model can be declared in, each compiled, loaded and run.</summary>
public sealed class TypeTests : GeneratorTest
{
    private const string Model = """[SparseModel("weights/two.npz"), Linear("fc1")]""";
    private static readonly float[] Input = [1, 2, 3];

    private static readonly float[] Expected = [7.5f, -8];

    [Theory]
    [InlineData("public static partial class M;", "M")]
    [InlineData("internal static partial class M { }", "M")]
    [InlineData("static partial class M;", "M")]
    [InlineData("public partial class M { public int Other; }", "M")]
    [InlineData("public sealed partial class M : System.IDisposable { public void Dispose() { } }", "M")]
    [InlineData("public abstract partial class M;", "M")]
    [InlineData("public partial record M(int Size);", "M")]
    [InlineData("public sealed partial record class M;", "M")]
    [InlineData("public partial class @class;", "class")]
    [InlineData("public partial class @record;", "record")]
    [InlineData("public partial class Größe_層;", "Größe_層")]
    [InlineData("public partial class Network;", "Network")]
    public void A_class_of_any_kind_holds_a_model(string declaration, string name) => Runs($"{Model}\n{declaration}", name);

    [Theory]
    [InlineData("namespace A.B; $", "A.B.M")]
    [InlineData("namespace A { namespace B { $ } }", "A.B.M")]
    [InlineData("namespace @namespace.@int; $", "namespace.int.M")]
    [InlineData("namespace A.M; $", "A.M.M")]
    [InlineData("namespace System.Mine; $", "System.Mine.M")]
    [InlineData("namespace SparseCompile.Runtime; $", "SparseCompile.Runtime.M")]
    [InlineData("namespace Any.System; $", "Any.System.M")]
    public void A_model_is_in_a_namespace_of_any_name(string around, string name) =>
        Runs(around.Replace("$", Model + " public static partial class M { }", StringComparison.Ordinal), name);

    [Theory]
    [InlineData("public static partial class A { $public static partial class M; }", "A+M")]
    [InlineData("partial class A { protected partial class B { private partial class C { $private static partial class M; } } }", "A+B+C+M")]
    [InlineData("public partial struct A { $internal static partial class M; }", "A+M")]
    [InlineData("public readonly partial record struct A(int Size) { $public static partial class M; }", "A+M")]
    [InlineData("public ref partial struct A { $public static partial class M; }", "A+M")]
    [InlineData("public partial record A { $protected internal static partial class M; }", "A+M")]
    [InlineData("public partial interface A { $public static partial class M; }", "A+M")]
    [InlineData("public partial class @event { $public static partial class @lock; }", "event+lock")]
    [InlineData("public partial class A { $private protected partial class M; }", "A+M")]
    public void A_model_is_nested_in_types_of_any_kind(string declaration, string name) =>
        Runs(declaration.Replace("$", Model, StringComparison.Ordinal), name);

    [Fact]
    public void Models_of_a_file_may_share_weights_and_differ_in_case_only()
    {
        using LoadedModels models = Load(
            $$"""
            {{Model}} public static partial class Same;
            {{Model}} public static partial class SAME;
            {{Model}} public static partial class same;
            [SparseModel("weights/two.npz"), Linear("fc1"), Linear("fc2")] public static partial class Other;
            """);

        foreach (string name in new[] { "Same", "SAME", "same" })
        {
            Check(models[name]);
        }

        float[] other = new float[2];
        models["Other"].Infer(Input, other);
        other.ShouldBe([1.875f, 10]);
    }

    [Fact]
    public void A_model_in_a_model_and_matrices_beside_it_do_not_meet()
    {
        // The outer model's layers are called like the inner model and like the matrices: so are their files.
        using LoadedModels models = Load(
            $$"""
            {{Model}}
            public static partial class Fc
            {
                {{Model}}
                public static partial class Fc1
                {
                    [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
                    public static partial void Fc2(System.ReadOnlySpan<float> x, System.Span<float> y);
                }

                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
                public static partial void Fc2(System.ReadOnlySpan<float> x, System.Span<float> y);

                [SparseMatrix("weights/two.npz", Tensor = "fc2.weight")]
                private static partial void fc2(System.ReadOnlySpan<float> x, System.Span<float> y);
            }
            """);

        Check(models["Fc"]);
        Check(models["Fc+Fc1"]);
        float[] y = new float[2];
        models.Matrix("Fc", "Fc2").Infer(Input, y);
        y.ShouldBe([7, -9]);
        models.Matrix("Fc+Fc1", "Fc2").Infer(Input, y);
        y.ShouldBe([7, -9]);
        models.Matrix("Fc", "fc2").Infer([4, 5], y);
        y.ShouldBe([1, -5]);
    }

    [Fact]
    public void A_definition_may_be_spread_over_parts()
    {
        using LoadedModels models = Load(
            """
            [Flatten, Linear("fc1", Activation = Activation.None)]
            public static partial class M;
            [SparseModel("weights/two.npz"), Input(3)]
            static partial class M { public static int Other => 1; }
            """);

        Check(models["M"]);
    }

    [Fact]
    public void Code_that_is_wrong_in_other_ways_makes_nothing_throw()
    {
        WeightInput file = WriteTwoLayers();
        string[] sources =
        [
            $"{Model} public static partial class M; namespace M {{ {Model} public static partial class Kernels; }}",
            $"{Model} public static partial class A {{ {Model} partial class Kernels; {Model} static partial class Kernels; }}",
            $"{Model} public static partial struct M;",
            $"{Model} public static partial interface M;",
            $"{Model} public static partial class;",
            $"{Model} public static partial class M {{",
            $"{Model} enum M {{ A }}",
            "[SparseModel, Linear] public static partial class M;",
            "[SparseModel(3), Linear(4), Input(\"a\"), BatchNorm(typeof(int)), Activation(\"a\")] public static partial class M;",
            "[SparseModel(unknown), Linear(unknown), Input(unknown)] public static partial class M;",
            "[SparseModel(\"weights/two.npz\", Unrolling = \"x\", Nothing = 3), Linear(\"fc1\", Alpha = \"x\", Activation = 3.5)] public static partial class M;",
            "partial class A { [SparseMatrix] partial void M; [SparseMatrix(\"weights/two.npz\")] static partial void (); }",
            "partial class A { [SparseMatrix(\"weights/two.npz\")] void Outer() { [SparseMatrix(\"weights/two.npz\")] static void Local() { } } }",
            "partial class A { [SparseMatrix(\"weights/two.npz\", Tensor = \"fc1.weight\")] static partial void M(System.ReadOnlySpan<float>, System.Span<float>); }",
        ];
        foreach (string source in sources)
        {
            // Of throws where the generator does. That something is wrong must be said, by C# or by the generator.
            GeneratorRun run = GeneratorRun.Of("using SparseCompile;\n" + source, file);
            (run.CompilerProblems.Count + run.Diagnostics.Length).ShouldBePositive(source);
        }
    }

    private void Runs(string declarations, string name)
    {
        using LoadedModels models = Load(declarations);
        Check(models[name]);
    }

    private LoadedModels Load(string declarations)
    {
        GeneratorRun run = GeneratorRun.Of("global using SparseCompile;\n" + declarations, WriteTwoLayers());
        run.Diagnostics.ShouldBeEmpty();
        return new LoadedModels(run);
    }

    private static void Check(LoadedModel model)
    {
        float[] output = new float[2];
        model.Infer(Input, output);
        output.ShouldBe(Expected);
    }
}
