using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Weights;

/// <summary>What is remarked on: tensors that a model does not read, and weights that are not pruned.</summary>
public sealed class RemarkTests : StoredWeightsTest
{
    [Theory]
    [InlineData("b", 4)]
    [InlineData("history", 3)]
    [InlineData("mean", 3)]
    public void Vectors_that_are_not_certain_to_be_biases_are_only_listed(string name, int length)
    {
        GeneratorRun run = RunLayer(new NpzMembers().Floats("W", [3, 4], Matrix).Floats(name, [length], new float[length]), """[Linear("fc1", Weight = "W")]""");
        run.Diagnostics.ShouldBeEmpty();
        run.Remarks.ShouldHaveSingleItem().GetMessage().ShouldBe($"Model 'M' does not read these tensors of 'weights/m.npz': '{name}'");
    }

    [Fact]
    public void Tensors_that_are_not_read_are_named_once()
    {
        NpzMembers file = new NpzMembers().Floats("fc1.weight", [3, 4], Matrix).Floats("bn.num_batches_tracked", [], 7);
        for (int i = 0; i < 30; i++)
        {
            file.Floats($"other{i}", [2, 2], 1, 2, 3, 4);
        }

        Diagnostic remark = RunLayer(file).Remarks.ShouldHaveSingleItem();
        (remark.Id, remark.Severity).ShouldBe(("SPARSE0051", DiagnosticSeverity.Info));
        remark.GetMessage().ShouldContain("'other0', 'other1', ");
        remark.GetMessage().ShouldEndWith("'other11' and 18 more");
    }

    [Fact]
    public void A_model_that_reads_everything_is_not_spoken_of()
    {
        NpzMembers file = new NpzMembers().Floats("fc1.weight_orig", [3, 4], Matrix).Floats("fc1.weight_mask", [3, 4], Matrix).SBytes("fc2.weight", [1, 3], 1, 0, 2).Floats("fc2.weight_scale", [1], 2)
            .Longs("fc3.weight.indices", [2, 1], 0, 0).Floats("fc3.weight.values", [1], 1).Longs("fc3.weight.shape", [2], 1, 1);
        GeneratorRun run = RunLayer(file, """[Linear("fc1"), Linear("fc2"), Linear("fc3")]""");
        run.Diagnostics.ShouldBeEmpty();
        run.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_layer_without_zeros_is_said()
    {
        float[] dense = [.. Enumerable.Range(1, 32).Select(i => i / 8f)];
        Diagnostic remark = RunLayer(new NpzMembers().Floats("fc1.weight", [4, 8], dense)).Remarks.ShouldHaveSingleItem();
        (remark.Id, remark.Severity).ShouldBe(("SPARSE0054", DiagnosticSeverity.Info));
        remark.GetMessage().ShouldStartWith("None of the 32 weights of layer 'fc1' is zero;");
        dense[7] = 0;
        RunLayer(new NpzMembers().Floats("fc1.weight", [4, 8], dense)).Remarks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1e-9f)]
    [InlineData(-1e-30f)]
    [InlineData(1e-42f)]
    public void Small_weights_beside_large_ones_are_said_and_pruned_on_demand(float small)
    {
        float[] weights = [.. Enumerable.Range(0, 32).Select(i => i % 4 == 0 ? (i / 8f) + 0.5f : small * (1 + (i % 3)))];
        GeneratorRun run = RunLayer(new NpzMembers().Floats("fc1.weight", [4, 8], weights));
        Diagnostic remark = run.Remarks.ShouldHaveSingleItem();
        (remark.Id, remark.Severity).ShouldBe(("SPARSE0055", DiagnosticSeverity.Info));
        string message = remark.GetMessage();
        message.ShouldStartWith("Small weights of layer 'fc1' look pruned, but are not zero: 24 of 32 ");

        // Nothing changes before the user says so; what the message proposes does it.
        ShouldCompute(run, 4, 8, weights);
        string option = message.Split("; ")[1].Split(" treats")[0];
        float[] pruned = [.. weights.Select((weight, i) => i % 4 == 0 ? weight : 0f)];
        run = RunLayer(new NpzMembers().Floats("fc1.weight", [4, 8], weights), $"[Linear(\"fc1\", {option})]");
        run.Remarks.ShouldBeEmpty();
        ShouldCompute(run, 4, 8, pruned);
        ShouldCompute(RunMatrix(new NpzMembers().Floats("w", [4, 8], weights), ", " + option), 4, 8, pruned, method: "A");
    }

    [Fact]
    public void Weights_of_one_spread_are_not_mistaken_for_zeros()
    {
        Random random = new(3);
        float[] weights = [.. Enumerable.Range(0, 4096).Select(_ => (float)((random.NextDouble() - 0.5) * random.NextDouble() * random.NextDouble()))];
        RunLayer(new NpzMembers().Floats("fc1.weight", [64, 64], weights)).Remarks.Select(remark => remark.Id).ShouldBe(["SPARSE0054"]);
    }

    [Theory]
    [InlineData("-1.0")]
    [InlineData("double.NaN")]
    [InlineData("double.PositiveInfinity")]
    public void A_magnitude_is_finite_and_not_negative(string value) =>
        ShouldSay(RunLayer(new NpzMembers().Floats("fc1.weight", [3, 4], Matrix), $"[Linear(\"fc1\", PruneBelow = {value})]"), "SPARSE0015", DiagnosticSeverity.Error);
}
