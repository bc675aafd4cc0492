using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Classes and methods that nothing can be generated into.</summary>
public sealed class DefinitionTests : DiagnosticTest
{
    private const string Attribute = """SparseModel("weights/bad.npz")""";
    private const string MatrixAttribute = """SparseMatrix("weights/bad.npz", Tensor = "fc1.weight")""";

    [Fact]
    public void A_class_must_be_partial() => Model(Rules.NotPartial, "[Linear(\"fc1\")] public static class Bad;");

    [Fact]
    public void A_class_around_must_be_partial() => Provoke(
        Rules.NotPartial,
        Attribute,
        """
        public static class Outer
        {
            public static partial class Middle
            {
                [SparseModel("weights/bad.npz"), Linear("fc1")]
                public static partial class Bad;
            }
        }
        """,
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_matrix_needs_a_partial_class() =>
        Matrix(Rules.NotPartial, "public static class Bad", "public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void Two_layers_of_one_name_are_a_duplicate() => Provoke(
        Rules.DuplicateDefinition,
        """Linear("fc1", Activation = Activation.Tanh)""",
        Bad("npz", """[Linear("fc1"), Linear("fc1", Activation = Activation.Tanh)]"""),
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Two_model_attributes_on_a_class_are_a_duplicate() => Provoke(
        Rules.DuplicateDefinition,
        """SparseModel("weights/healthy.npz")""",
        """
        [SparseModel("weights/bad.npz"), SparseModel("weights/healthy.npz")]
        [Linear("fc1")]
        public static partial class Bad;
        """,
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void Two_model_attributes_on_parts_of_a_class_are_a_duplicate() => Provoke(
        Rules.DuplicateDefinition,
        """SparseModel("weights/healthy.npz")""",
        """
        [SparseModel("weights/bad.npz")]
        [Linear("fc1")]
        public static partial class Bad;

        [SparseModel("weights/healthy.npz")]
        public static partial class Bad;
        """,
        [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_matrix_declared_twice_is_a_duplicate() => Provoke(
        Rules.DuplicateDefinition,
        """SparseMatrix("weights/healthy.npz", Tensor = "fc2.weight")""",
        """
        public static partial class Healthy
        {
            [SparseMatrix("weights/bad.npz", Tensor = "fc1.weight")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);

            [SparseMatrix("weights/healthy.npz", Tensor = "fc2.weight")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        }
        """,
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_model_without_layers_computes_nothing() => Model(Rules.NoLayers, "[Input(3), Flatten] public static partial class Bad;");

    [Fact]
    public void A_matrix_method_takes_two_spans() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static partial void Apply(float[] x, Span<float> y);");

    [Fact]
    public void A_matrix_method_takes_its_spans_by_value() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static partial void Apply(in ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_takes_no_parameter_array() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static partial void Apply(Span<float> y, params ReadOnlySpan<float> x);");

    [Fact]
    public void A_matrix_method_returns_nothing() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static partial int Apply(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_is_static() => Matrix(
        Rules.WrongSignature, "public partial class Bad", "public partial void Apply(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_is_partial() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static void Apply(ReadOnlySpan<float> x, Span<float> y) { }");

    [Fact]
    public void A_matrix_method_has_no_body() => Matrix(
        Rules.WrongSignature,
        "public static partial class Bad",
        """
        public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);

            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y) => y[0] = x[0];
        """);

    [Fact]
    public void A_matrix_method_is_not_generic() => Matrix(
        Rules.WrongSignature, "public static partial class Bad", "public static partial void Apply<T>(ReadOnlySpan<float> x, Span<float> y);");

    [Fact]
    public void A_matrix_method_stands_in_a_type() => Provoke(
        Rules.WrongSignature,
        """SparseMatrix("weights/bad.npz", Tensor = "fc1.weight")""",
        """
        [SparseMatrix("weights/bad.npz", Tensor = "fc1.weight")]
        static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        """,
        [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_generic_class_cannot_hold_code() => Model(Rules.UnsupportedType, "[Linear(\"fc1\")] public static partial class Bad<T>;");

    [Fact]
    public void A_class_in_a_generic_one_cannot_hold_code() => Provoke(
        Rules.UnsupportedType,
        Attribute,
        """
        public partial class Outer<T>
        {
            [SparseModel("weights/bad.npz"), Linear("fc1")]
            public static partial class Bad;
        }
        """,
        WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_file_local_class_cannot_hold_code() => Model(Rules.UnsupportedType, "[Linear(\"fc1\")] file static partial class Bad;");

    [Fact]
    public void A_class_called_like_one_of_the_members_it_would_get_cannot_hold_code()
    {
        string[] members = GeneratedInto("Some", "[SparseModel(\"weights/two.npz\"), Linear(\"fc1\")] public static partial class Some;");

        // Private ones take another name.
        members.Length.ShouldBe(15);
        members = [.. members.Where(name => name is not ("Kernels" or "InfoHolder") && !name.EndsWith("Core", StringComparison.Ordinal))];
        members.Length.ShouldBe(10);
        foreach (string member in members)
        {
            Check(
                Rules.UnsupportedType,
                Attribute,
                $"[{Attribute}, Linear(\"fc1\")] public static partial class {member};",
                [WriteTwoLayers("weights/bad.npz")]).Diagnostics[0].GetMessage().ShouldContain($"Type '{member}' cannot contain generated code: found the name of a generated member");
        }
    }

    [Fact]
    public void A_class_with_a_member_called_like_a_generated_one_cannot_hold_code() =>
        Model(Rules.UnsupportedType, "[Linear(\"fc1\")] public static partial class Bad { public static string Info => \"mine\"; }");

    [Theory]
    [InlineData("public abstract int InputLength { get; }", "InputLength")]
    [InlineData("protected abstract string Info { get; }", "Info")]
    [InlineData("public abstract event Action OutputLength;", "OutputLength")]
    [InlineData("public abstract void Infer(ReadOnlySpan<float> a, Span<float> b);", "Infer")]
    [InlineData("public abstract void Warmup(bool batch);", "Warmup")]
    [InlineData("public abstract int HardwareDescription();", "HardwareDescription")]
    public void A_class_whose_base_has_an_abstract_member_called_like_a_generated_one_cannot_hold_code(string member, string name) =>
        Check(Rules.UnsupportedType, Attribute, $$"""
            public abstract class Base { {{member}} }
            public abstract class Middle : Base;
            [{{Attribute}}, Linear("fc1")]
            public abstract partial class Bad : Middle;
            """, [WriteTwoLayers("weights/bad.npz")])
            .Diagnostics[0].GetMessage().ShouldBe(
                $"Type 'Bad' cannot contain generated code: found an abstract member '{name}' of its base class 'Base'; expected none of that name, which is generated and would hide it");

    [Theory]
    [InlineData("public abstract int Infer(int input);", "")]
    [InlineData("public abstract int InputLength { get; }", "public override int InputLength => 3;")]
    [InlineData("public virtual int InputLength => 3;", "")]
    [InlineData("public int Info;", "")]
    public void Members_of_a_base_that_are_not_abstract_may_be_hidden(string member, string middle)
    {
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using SparseCompile;
            public abstract class Base { {{member}} }
            public abstract class Middle : Base { {{middle}} }
            [SparseModel("weights/two.npz"), Linear("fc1")]
            public abstract partial class M : Middle;
            """,
            WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void Methods_of_ones_own_are_overloads_of_generated_ones()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("weights/two.npz"), Linear("fc1")]
            public static partial class M
            {
                public static float[] Infer(float[] input)
                {
                    float[] output = new float[OutputLength];
                    Infer(input, output);
                    return output;
                }

                public static void Warmup(string message) => System.Console.WriteLine(message);
            }
            """,
            WriteTwoLayers());

        run.Diagnostics.ShouldBeEmpty();
        run.CompilerProblems.ShouldBeEmpty();
    }

    [Fact]
    public void A_class_called_like_one_of_the_members_of_a_matrix_cannot_hold_code()
    {
        string matrix = "[SparseMatrix(\"weights/bad.npz\", Tensor = \"fc1.weight\")] public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);";
        string[] members = GeneratedInto("Some", "public static partial class Some { " + matrix.Replace("bad", "two", StringComparison.Ordinal) + " }");

        members.Length.ShouldBe(8);
        foreach (string member in members.Where(name => name is "ApplyInfo" or "ApplyHardwareDescription" or "ApplyColumns"))
        {
            Check(Rules.UnsupportedType, MatrixAttribute, $"public static partial class {member} {{ {matrix} }}", [WriteTwoLayers("weights/bad.npz")]);
        }
    }

    [Fact]
    public void A_model_needs_the_path_of_a_file() => Provoke(
        Rules.InvalidName, """SparseModel("")""", Bad("npz").Replace("weights/bad.npz", "", StringComparison.Ordinal), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_path_that_is_null_is_no_name() => Provoke(
        Rules.InvalidName, "SparseModel(null!)", Bad("npz").Replace("\"weights/bad.npz\"", "null!", StringComparison.Ordinal), [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_layer_needs_a_name() => Provoke(Rules.InvalidName, """Linear(" ")""", Bad("npz", """[Linear(" ")]"""), WriteTwoLayers("weights/bad.npz"));

    [Fact]
    public void A_batch_norm_needs_a_name() => Provoke(
        Rules.InvalidName, """BatchNorm("")""", Bad("npz", """[Linear("fc1"), BatchNorm("")]"""), [WriteTwoLayers("weights/bad.npz")]);

    [Fact]
    public void A_matrix_needs_the_path_of_a_file() => Provoke(
        Rules.InvalidName, """SparseMatrix("")""", BadMatrix("npz").Replace("weights/bad.npz", "", StringComparison.Ordinal), [WriteTwoLayers("weights/bad.npz")]);

    /// <summary>Names of the members that a type gets.</summary>
    private string[] GeneratedInto(string type, string source)
    {
        Microsoft.CodeAnalysis.INamedTypeSymbol symbol = GeneratorRun.Of("using System;\nusing SparseCompile;\n" + source, WriteTwoLayers()).Output.GetTypeByMetadataName(type)!;
        return [.. symbol.GetMembers().Where(member => member.CanBeReferencedByName).Select(member => member.Name)];
    }

    private void Model(Rule rule, string rest, [System.Runtime.CompilerServices.CallerMemberName] string method = "") =>
        Provoke(rule, Attribute, $"[{Attribute}]\n{rest}", WriteTwoLayers("weights/bad.npz"), ThisFile(), method);

    private void Matrix(Rule rule, string type, string method, [System.Runtime.CompilerServices.CallerMemberName] string test = "") => Provoke(
        rule,
        MatrixAttribute,
        $$"""
        {{type}}
        {
            [{{MatrixAttribute}}]
            {{method}}
        }
        """,
        WriteTwoLayers("weights/bad.npz"),
        ThisFile(),
        test);

    private static string ThisFile([System.Runtime.CompilerServices.CallerFilePath] string file = "") => file;
}
