using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Weights of integers with scales.</summary>
public sealed class QuantizedTests : StoredWeightsTest
{
    private static readonly int[] Integers = [0, 3, 0, -4, 0, 0, 5, 0, 6, 0, 0, -128];

    [Theory]
    [InlineData(new[] { 1 }, new[] { 0.5f })]
    [InlineData(new int[0], new[] { 0.5f })]
    [InlineData(new[] { 3 }, new[] { 0.5f, 2, 0.25f })]
    [InlineData(new[] { 3, 1 }, new[] { 0.5f, 2, 0.25f })]
    [InlineData(new[] { 1, 4 }, new[] { 0.5f, 2, 0.25f, 1 })]
    [InlineData(new[] { 3, 2 }, new[] { 0.5f, 2, 0.25f, 1, 3, 7 })]
    public void Scales_are_applied(int[] shape, float[] scales) => ShouldCompute(
        RunLayer(new NpzMembers().SBytes("fc1.weight", [3, 4], Integers).Floats("fc1.weight_scale", shape, scales).Floats("fc1.bias", [3], 1, 2, 3)),
        3,
        4,
        [.. Integers.Select((value, i) => value * (shape is [3, 2] ? scales[(i / 4 * 2) + (i % 4 / 2)] : shape is [1, 4] ? scales[i % 4] : scales.Length == 1 ? scales[0] : scales[i / 4]))],
        [1, 2, 3]);

    [Fact]
    public void Zero_points_are_subtracted_first() => ShouldCompute(
        RunLayer(new NpzMembers().Bytes("fc1.weight", [2, 2], 128, 130, 128, 120).Floats("fc1.weight_scale", [2], 0.5f, 2).Bytes("fc1.weight_zero_point", [2], 128, 128)),
        2,
        2,
        [0, 1, 0, -16]);

    [Fact]
    public void The_scale_of_a_transposed_weight_is_that_of_its_outputs() => ShouldCompute(
        RunLayer(new NpzMembers().SBytes("fc1.weight", [2, 3], 1, 0, 2, 0, 3, 0).Floats("fc1.weight_scale", [3], 0.5f, 2, 4), """[Linear("fc1", Transposed = true)]"""),
        3,
        2,
        [0.5f, 0, 0, 6, 8, 0]);

    [Fact]
    public void A_scale_of_no_fitting_shape_is_refused()
    {
        GeneratorRun run = RunLayer(new NpzMembers().SBytes("fc1.weight", [3, 4], Integers).Floats("fc1.weight_scale", [4], 1, 2, 3, 4));
        ShouldSay(run, "SPARSE0010", DiagnosticSeverity.Error).ShouldContain("'fc1.weight_scale'");
    }

    [Theory]
    [InlineData("fc1.weight_scale", "the scale of layer 'fc1'")]
    [InlineData("fc1.scale", "the scale of layer 'fc1'")]
    [InlineData("fc1.weight_zero_point", "the zero point of layer 'fc1'")]
    public void A_scale_beside_weights_that_are_no_integers_is_a_warning(string name, string what)
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats(name, [3], 1, 2, 3));
        ShouldSay(run, "SPARSE0052", DiagnosticSeverity.Warning).ShouldContain(what);
    }
}
