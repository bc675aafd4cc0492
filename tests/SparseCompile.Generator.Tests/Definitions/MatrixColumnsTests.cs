using System.Reflection;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Definitions;

/// <summary>Beside a matrix method there is one for many vectors side by side.</summary>
public sealed class MatrixColumnsTests : GeneratorTest
{
    private const string Source =
        """
        using System;
        using SparseCompile;
        public static partial class Operators
        {
            [SparseMatrix("weights/two.npz", Tensor = "fc1.weight")]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        }
        """;

    private delegate void Columns(ReadOnlySpan<float> x, Span<float> y, int columns);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(131)]
    public void Every_column_is_the_product_of_the_matrix_with_it(int columns)
    {
        using LoadedModels models = new(GeneratorRun.Of(Source, WriteTwoLayers()));
        float[] x = [.. Enumerable.Range(0, 3 * columns).Select(i => (i % 13) - 6f)];
        float[] y = new float[2 * columns];

        Method(models)(x, y, columns);

        for (int column = 0; column < columns; column++)
        {
            // fc1.weight is 1, 0, 2 and 0, 0, -3.
            y[column].ShouldBe(x[column] + (2 * x[(2 * columns) + column]));
            y[columns + column].ShouldBe(-3 * x[(2 * columns) + column]);
        }
    }

    [Fact]
    public void No_columns_are_nothing_and_spans_of_the_wrong_length_are_refused()
    {
        using LoadedModels models = new(GeneratorRun.Of(Source, WriteTwoLayers()));
        Columns method = Method(models);

        method([], [], 0);
        Should.Throw<ArgumentException>(() => method(new float[5], new float[4], 2));
        Should.Throw<ArgumentException>(() => method(new float[6], new float[3], 2));
    }

    private static Columns Method(LoadedModels models) =>
        models.Matrix("Operators", "Apply").Type.GetMethod("ApplyColumns", BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<Columns>();
}
