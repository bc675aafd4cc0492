using SparseCompile.Compiler.Lanes;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>The lane programs, interpreted, give the reference's bits and multiply by each non-zero once and by nothing else.</summary>
public sealed class InterpreterTests
{
    [Fact]
    public void Layer_programs_of_every_width_give_the_reference_bits_with_one_multiply_for_each_non_zero()
    {
        int run = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                IReadOnlyList<LayerTrace> traces = ScalarReference.Trace(model.Plan, inputs.Values(model.InputLength));
                foreach ((int layer, LayerTrace trace) in traces.Index())
                {
                    foreach (int width in KernelSet.Widths)
                    {
                        if (ProgramRuns.Layer(model, layer, width, trace) is { } count)
                        {
                            run++;
                            count.Active.ShouldBe(trace.Executed, $"{model}, layer {layer}, width {width}");
                            count.StoredWeights.ShouldBe(count.Active);
                            count.Scales.ShouldBe(trace.Layer.ScaledRows());
                        }
                    }
                }
            }
        }

        run.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Fused_programs_give_the_reference_bits_with_one_multiply_for_each_non_zero_of_each_layer()
    {
        int run = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (Inputs inputs in model.Kernels.Fused is null ? [] : Inputs.Fixed)
            {
                MultiplyCount count = ProgramRuns.Fused(model, model.Kernels.Fused!, inputs.Values(model.InputLength));
                count.ByBias.Keys.ShouldNotContain(-1);
                int first = 0;
                foreach (LayerKernels layer in model.Kernels.Layers)
                {
                    // Groups of 16 biases, layer after layer: the bias an accumulator started from says whose it is.
                    int next = first + ((layer.Plan.RowOrder.Length + 15) / 16 * 16);
                    count.ByBias.Where(pair => pair.Key >= first && pair.Key < next).Sum(pair => pair.Value)
                        .ShouldBe(layer.Plan.Layer.Weights.NonZeros, $"{model}, {layer.Plan.Layer.Name}");
                    first = next;
                }

                run++;
            }
        }

        run.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Batch_programs_of_every_width_give_the_reference_bits_with_one_multiply_for_each_non_zero_and_input()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => model.Kernels.HasBatch))
        {
            IReadOnlyList<LayerTrace>[] traces = [.. Enumerable.Range(0, 61).Select(n =>
                ScalarReference.Trace(model.Plan, new Inputs(n, InputKind.Anything).Values(model.InputLength)))];
            for (int layer = 0; layer < model.Kernels.Layers.Count; layer++)
            {
                foreach (LaneProgram program in KernelSet.Widths.Where(width => width > 1).SelectMany(model.Kernels.Layers[layer].Batches))
                {
                    MultiplyCount count = ProgramRuns.Batch(model, layer, program, n => traces[n % traces.Length]);
                    int nonZeros = model.Plan.Layers[layer].Layer.Weights.NonZeros;
                    count.StoredWeights.ShouldBe(nonZeros, $"{model}, layer {layer}, {program.Name}");
                    count.Active.ShouldBe((long)nonZeros * program.Stride);
                }
            }
        }
    }
}
