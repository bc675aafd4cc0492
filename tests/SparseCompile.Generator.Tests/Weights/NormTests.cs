using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>Batch normalizations of which a part is in the file and not read.</summary>
public sealed class NormTests : StoredWeightsTest
{
    [Theory]
    [InlineData("bn/moving_mean:0", "bn/moving_variance:0", "bn/gamma:0", "bn/beta:0")]
    [InlineData("net.bn.running_mean", "net.bn.running_var", "net.bn.weight", "net.bn.bias")]
    [InlineData("batch_stats.BatchNorm_0.mean", "batch_stats.BatchNorm_0.var", "batch_stats.BatchNorm_0.scale", "batch_stats.BatchNorm_0.bias")]
    [InlineData("bn1_mean", "bn1_var", "bn1_gamma", "bn1_beta")]
    [InlineData("mean", "var", "norm.weight", "norm.bias")]
    public void Gamma_and_beta_under_other_names_are_warned_of(string mean, string variance, string gamma, string beta)
    {
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats(mean, [3], 0, 0, 0).Floats(variance, [3], 1, 1, 1).Floats(gamma, [3], 2, 2, 2).Floats(beta, [3], 1, 2, 3)
            .Floats("other", [3], 1, 2, 3);
        string Layers(string more) => $"[Linear(\"fc1\"), BatchNorm(\"{(gamma == "norm.weight" ? "norm2" : "b1")}\", Mean = \"{mean}\", Variance = \"{variance}\", Epsilon = 0f{more})]";
        if (gamma == "norm.weight")
        {
            // In another folder than the means, and not called as the layer: certain of nothing.
            RunLayer(file, Layers("")).Diagnostics.ShouldBeEmpty();
            return;
        }

        string[] warnings = [.. RunLayer(file, Layers("")).Diagnostics.Select(diagnostic => diagnostic.GetMessage())];
        warnings.ShouldBe(
        [
            $"Tensor '{gamma}' in 'weights/m.npz' is not read, but seems to be gamma of layer 'b1'; expected Weight = \"{gamma}\", or Weight = \"\" for none",
            $"Tensor '{beta}' in 'weights/m.npz' is not read, but seems to be beta of layer 'b1'; expected Bias = \"{beta}\", or Bias = \"\" for none",
        ]);
        ShouldCompute(RunLayer(file, Layers(", Weight = \"\", Bias = \"\"")), 3, 4, Matrix, said: "SPARSE0051");
        ShouldCompute(
            RunLayer(file, Layers($", Weight = \"{gamma}\", Bias = \"{beta}\"")), 3, 4, [.. Matrix.Select(weight => 2 * weight)], [1, 2, 3], said: "SPARSE0051");
    }

    [Fact]
    public void A_normalization_without_gamma_is_no_reason_to_warn()
    {
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("bn.running_mean", [3], 0, 0, 0).Floats("bn.running_var", [3], 1, 1, 1).Floats("fc2.bias", [3], 1, 2, 3);
        RunLayer(file, """[Linear("fc1"), BatchNorm("bn")]""").Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Info).ShouldBeEmpty();
    }
}
