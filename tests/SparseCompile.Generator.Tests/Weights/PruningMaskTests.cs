using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Weights saved with the mask that prunes them.</summary>
public sealed class PruningMaskTests : StoredWeightsTest
{
    private static readonly float[] Original = [7, 1.5f, 8, -2, 9, 1, 2, 3, 3, 4, 0.25f, 5];
    private static readonly float[] Mask = [0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0];

    [Theory]
    [InlineData("""[Linear("fc1")]""", "fc1.weight_orig", "fc1.weight_mask")]
    [InlineData("""[Linear("fc1", Weight = "fc1.weight_orig")]""", "fc1.weight_orig", "fc1.weight_mask")]
    [InlineData("""[Linear("fc1", Weight = "fc1.weight")]""", "fc1.weight_orig", "fc1.weight_mask")]
    [InlineData("""[Linear("fc1")]""", "module.fc1.weight_orig", "module.fc1.weight_mask")]
    [InlineData("""[Linear("fc1")]""", "fc1.parametrizations.weight.original", "fc1.parametrizations.weight.0.mask")]
    public void The_product_is_read(string layer, string original, string mask) => ShouldCompute(
        RunLayer(new NpzMembers().Floats(original, [3, 4], Original).Floats(mask, [3, 4], Mask).Floats(original.Split("fc1")[0] + "fc1.bias", [3], 1, 2, 3), layer),
        3,
        4,
        Matrix,
        [1, 2, 3]);

    [Fact]
    public void A_bias_has_a_mask_too() => ShouldCompute(
        RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("fc1.bias_orig", [3], 1, 2, 3).Floats("fc1.bias_mask", [3], 1, 0, 1)), 3, 4, Matrix, [1, 0, 3]);

    [Fact]
    public void A_mask_of_bytes_and_a_matrix_method_do()
    {
        NpzMembers file = new NpzMembers().Floats("w_orig", [3, 4], Original).Add("w_mask", "|b1", [3, 4], [.. Mask.Select(value => (byte)value)]);
        ShouldCompute(RunMatrix(file), 3, 4, Matrix, method: "A");
    }

    [Fact]
    public void A_mask_of_another_shape_is_refused()
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight_orig", [3, 4], Original).Floats("fc1.weight_mask", [4, 3], Mask));
        ShouldSay(run, "SPARSE0010", DiagnosticSeverity.Error).ShouldContain("'fc1.weight_mask' in 'weights/m.npz' has the wrong shape: found [4, 3]; expected [3, 4]");
    }

    [Fact]
    public void A_mask_that_was_not_applied_is_a_warning()
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Original).Floats("fc1.weight_mask", [3, 4], Mask));
        ShouldSay(run, "SPARSE0052", DiagnosticSeverity.Warning).ShouldContain("the pruning mask of layer 'fc1'");
    }

    [Fact]
    public void A_mask_that_was_applied_is_not_spoken_of() =>
        ShouldCompute(RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("fc1.weight_mask", [3, 4], Mask)), 3, 4, Matrix);

    [Theory]
    [InlineData("fc1.weight_orig", "fc1.weight_u", "a spectral normalization")]
    [InlineData("fc1.weight_v", "fc1.weight_g", "a weight normalization")]
    [InlineData("fc1.parametrizations.weight.original0", "fc1.parametrizations.weight.original1", "a parametrization")]
    [InlineData("fc1.qweight", "fc1.qzeros", "packed by GPTQ")]
    [InlineData("fc1.weight_packed", "fc1.weight_scale", "packed by compressed-tensors")]
    [InlineData("fc1.weight", "fc1.SCB", "bitsandbytes")]
    public void Other_encodings_are_refused_by_name(string first, string second, string what)
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats(first, [3, 4], Original).Floats(second, [3], 1, 2, 3));
        ShouldSay(run, "SPARSE0053", DiagnosticSeverity.Error).ShouldContain(what);
    }
}
