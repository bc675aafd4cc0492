using System.Text.Json;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Hardware.Tests.Support;

namespace SparseCompile.Hardware.Tests;

/// <summary>The description is executable: stepping it gives the cycles it states and the bits of the plain computation.</summary>
public sealed class StepperTests
{
    [Fact]
    public void Stepping_random_networks_gives_the_stated_cycles_and_the_reference_bits() =>
        NetworkCases.ForAll(400, test => Agrees(test.Build(), test.Inputs));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 33)]
    [InlineData(33, 1)]
    [InlineData(16, 16)]
    [InlineData(17, 16)]
    public void Edge_shapes_agree_at_no_and_at_full_density(int rows, int columns)
    {
        foreach (int density in new[] { 0, 100 })
        {
            for (int lanes = 1; lanes <= 16; lanes++)
            {
                var test = new NetworkCase(rows + columns, lanes, [columns, rows], density, ActivationKind.Relu, false);
                Agrees(test.Build(), test.Inputs);
            }
        }
    }

    [Fact]
    public void A_pruned_weight_lets_no_NaN_through()
    {
        HardwareModel model = Matrices.HandExample();
        (float[] outputs, _) = new NetworkStepper(HardwareDescriber.Describe(model)).Infer([1, float.NaN, 1]);
        outputs[0].ShouldBe(1.5f);
        outputs[1].ShouldBe(float.NaN);
    }

    private static void Agrees(HardwareModel model, Func<int, float[]> inputs)
    {
        string document = HardwareDescriber.Describe(model, int.MaxValue);
        var machine = new NetworkStepper(document);
        using JsonDocument json = JsonDocument.Parse(document);
        JsonElement[] layers = [.. json.RootElement.GetProperty("layers").EnumerateArray()];

        // Twice on the same machine: nothing of one inference may leak into the next.
        for (int number = 0; number < 2; number++)
        {
            float[] input = inputs(number);
            (float[] outputs, IReadOnlyList<StepResult> steps) = machine.Infer(input);
            outputs.Select(BitConverter.SingleToInt32Bits).ShouldBe(PlainReference.Infer(model, input).Select(BitConverter.SingleToInt32Bits));
            for (int i = 0; i < layers.Length; i++)
            {
                StatedCycles.ShouldBe(layers[i], steps[i], model.Lanes);
            }

            Totals.Value(json.RootElement, "critical_path_cycles").ShouldBe(steps.Sum(step => step.Latency));
            Totals.Value(json.RootElement, "shared_lanes_interval_cycles").ShouldBe(steps.Sum(step => step.Interval));
        }
    }
}
