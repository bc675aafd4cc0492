using System.Globalization;
using System.Text.Json;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Matrix Market files of other projects, against what SciPy reads.</summary>
public sealed class SharedMatrixMarketTests : WeightFileTestBase
{
    [SharedDataFact]
    public void EveryFile_IsAsExpected()
    {
        using var expectations = JsonDocument.Parse(File.ReadAllBytes(SharedData.PathOf("mtx/expected.json")));
        int compared = 0;
        foreach (JsonProperty item in expectations.RootElement.EnumerateObject())
        {
            compared += Compare(item.Name, item.Value) ? 1 : 0;
        }

        compared.ShouldBeGreaterThan(100);
        expectations.RootElement.EnumerateObject().Count().ShouldBe(SharedData.Files("mtx", ".mtx").Count());
    }

    [SharedDataTheory]
    [InlineData("suitesparse/LAGraph/data/matrix_fp32.mtx", WeightFileErrorKind.Malformed)]
    [InlineData("suitesparse/LAGraph/data/matrix_fp64.mtx", WeightFileErrorKind.Malformed)]
    [InlineData("fast_matrix_market/python/tests/matrices/scipy_crashes/dim_over_32_bit.mtx", WeightFileErrorKind.TooLarge)]
    [InlineData("fast_matrix_market/tests/matrices/vector_coordinate_complex.mtx", WeightFileErrorKind.UnsupportedDataType)]
    public void FilesWithoutFloat32Counterpart_AreRefused(string name, WeightFileErrorKind kind)
    {
        var file = WeightFile.Open(SharedData.PathOf("mtx/" + name), "m.mtx");
        (file.Error ?? file.Read("m").Error).ShouldNotBeNull().Kind.ShouldBe(kind);
    }

    [SharedDataTheory]
    [InlineData("misc/windows_newlines.mtx", new[] { 3L, 3L }, new[] { 1f, 0, 0, 0, 1, 0, 0, 0, 1 })]
    [InlineData("scipy_crashes/vector_array_real_general.mtx", new[] { 4L }, new[] { 101f, 202, 0, 404 })]
    [InlineData("scipy_crashes/vector_coordinate_real_general.mtx", new[] { 4L }, new[] { 101f, 202, 0, 404 })]
    public void FilesThatOldSciPyCannotRead_AreRead(string name, long[] shape, float[] expected)
    {
        Tensor tensor = Only(WeightFile.Open(SharedData.PathOf("mtx/fast_matrix_market/python/tests/matrices/" + name), name));
        tensor.Info.Shape.ToArray().ShouldBe(shape);
        Dense(tensor).ShouldBe(expected);
    }

    private static bool Compare(string name, JsonElement expected)
    {
        var file = WeightFile.Open(SharedData.PathOf("mtx/" + name), "m.mtx");
        if (!expected.TryGetProperty("shape", out JsonElement shape))
        {
            return false;
        }

        if (expected.GetProperty("dtype").GetString()!.StartsWith("complex", StringComparison.Ordinal))
        {
            file.Error.ShouldNotBeNull(name).Kind.ShouldBe(WeightFileErrorKind.UnsupportedDataType, name);
            return false;
        }

        double sum = ToDouble(expected.GetProperty("sum"));
        if (double.IsInfinity(sum))
        {
            // Numbers that long double holds, and double does not.
            file.Error.ShouldNotBeNull(name).Kind.ShouldBe(WeightFileErrorKind.OutOfRange, name);
            return true;
        }

        TensorReadResult result = file.Read("m");
        result.Error.ShouldBeNull(name);
        Tensor tensor = result.Tensor.ShouldNotBeNull();
        tensor.Info.Shape.ToArray().ShouldBe([.. shape.EnumerateArray().Select(extent => extent.GetInt64())], name);
        double magnitudes = tensor.Values.Sum(value => Math.Abs((double)value));
        Math.Abs(tensor.Values.Sum(value => (double)value) - sum).ShouldBeLessThanOrEqualTo(1e-6 * magnitudes, name);
        tensor.Values.Length.ShouldBeLessThanOrEqualTo(expected.GetProperty("nnz_after_sum").GetInt32(), name);
        if (expected.TryGetProperty("dense", out JsonElement rows))
        {
            Dense(tensor).ShouldBe(
                rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(cell => (float)ToDouble(cell)), name);
        }

        return true;
    }

    private static double ToDouble(JsonElement text) => text.GetString() switch
    {
        "inf" => double.PositiveInfinity,
        var number => double.Parse(number!, CultureInfo.InvariantCulture),
    };
}
