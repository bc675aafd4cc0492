using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Every way to write a matrix method that C# and the generator take.</summary>
public sealed class MatrixTests : GeneratorTest
{
    [Theory]
    [InlineData("public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);")]
    [InlineData("static partial void Apply(ReadOnlySpan<float> x, Span<float> y);")]
    [InlineData("private static partial void Apply(System.ReadOnlySpan<System.Single> input, global::System.Span<float> output);")]
    [InlineData("internal static unsafe partial void Apply(ReadOnlySpan<float> @in, Span<float> @out);")]
    [InlineData("protected internal static partial void @Apply(scoped ReadOnlySpan<float> x, scoped Span<float> y);")]
    [InlineData("/// <summary>Documented by the user.</summary>\n public static partial void Apply(ReadOnlySpan<float> output, Span<float> input);")]
    [InlineData("static public partial void Apply(ReadOnlySpan<float> x, Span<float> @string);")]
    public void A_method_of_any_spelling_is_implemented(string declaration) => Runs("public partial class Operators", declaration, "Apply");

    [Theory]
    [InlineData("void")]
    [InlineData("class")]
    [InlineData("Kernels")]
    [InlineData("Math")]
    [InlineData("Softmax")]
    [InlineData("System")]
    [InlineData("Größe")]
    public void A_method_of_any_name_is_implemented(string name) =>
        Runs("public static partial class Operators", $"public static partial void @{name}(ReadOnlySpan<float> x, Span<float> y);", name);

    [Theory]
    [InlineData("public partial struct Operators")]
    [InlineData("public partial record Operators")]
    [InlineData("public readonly partial record struct Operators")]
    [InlineData("public ref partial struct Operators")]
    [InlineData("public partial interface Operators")]
    public void A_method_in_a_type_of_any_kind_is_implemented(string type) => Runs(type, "public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);", "Apply");

    private void Runs(string type, string declaration, string name)
    {
        GeneratorRun run = GeneratorRun.Of(
            $$"""
            using System;
            using SparseCompile;
            {{type}}
            {
                [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
                {{declaration}}
            }
            """,
            WriteTwoLayers());
        run.Diagnostics.ShouldBeEmpty();
        using LoadedModels models = new(run);
        float[] y = new float[2];

        models.Matrix("Operators", name).Infer([1, 2, 3], y);

        y.ShouldBe([7, -9]);
    }
}
