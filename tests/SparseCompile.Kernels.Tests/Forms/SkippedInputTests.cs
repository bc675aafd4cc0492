using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Forms;

/// <summary>Layers with sparse activations multiply by inputs that are not zero, and count them.</summary>
[RunOnEveryHardware]
public sealed class SkippedInputTests
{
    [Fact]
    public void The_count_is_that_of_weights_whose_input_is_not_zero()
    {
        int skipping = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Definition.IsMatrix))
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                float[] input = inputs.Values(model.InputLength);
                float[] output = new float[model.OutputLength];
                IReadOnlyList<LayerTrace> traces = ScalarReference.Trace(model.Plan, input);
                long expected = traces.Sum(trace => trace.Executed);

                model.Code.InferCounted(input, output).ShouldBe(expected, model.ToString());

                Bits.ShouldBeSame(output, ScalarReference.Infer(model.Plan, input), () => $"{model}, InferCounted");
                skipping += expected < model.Code.Info.MacsExecuted ? 1 : 0;
            }
        }

        skipping.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void An_input_of_zeros_of_either_sign_costs_nothing_and_gives_the_biases()
    {
        CompiledModel model = ModelFleet.Instance["SparseText"];
        foreach (float zero in new[] { 0f, -0f })
        {
            float[] input = [.. Enumerable.Repeat(zero, model.InputLength)];
            float[] output = new float[model.OutputLength];

            model.Code.InferCounted(input, output).ShouldBe(0);

            Bits.ShouldBeSame(output, [.. model.Definition.Layers[0].Bias!.Select(bias => bias + 0f)], model.ToString);
        }
    }
}
