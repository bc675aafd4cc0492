using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>The lane programs, interpreted, give the reference's bits and multiply by each non-zero once and by nothing else.</summary>
public sealed class InterpreterTests
{
    [Fact]
    public void Layer_programs_of_every_target_give_the_reference_bits_with_one_multiply_for_each_non_zero()
    {
        int run = 0;
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (Inputs inputs in Inputs.Fixed)
            {
                foreach (LayerTrace trace in ScalarReference.Trace(model.Plan, inputs.Values(model.InputLength)))
                {
                    foreach (Target target in TargetRegistry.All)
                    {
                        if (ProgramRuns.Layer(model, target, trace) is { } count)
                        {
                            run++;
                            count.Active.ShouldBe(trace.Executed, $"{model}, {trace.Plan.Name}, {target.Name}");
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
                foreach (LayerPlan layer in model.Plan.Layers)
                {
                    // Groups of 16 biases, layer after layer: the bias an accumulator started from says whose it is.
                    int next = first + ((layer.Order.Length + 15) / 16 * 16);
                    count.ByBias.Where(pair => pair.Key >= first && pair.Key < next).Sum(pair => pair.Value).ShouldBe(layer.Macs, $"{model}, {layer.Name}");
                    first = next;
                }

                run++;
            }
        }

        run.ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Batch_programs_of_every_target_give_the_reference_bits_with_one_multiply_for_each_non_zero_and_input()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => model.Kernels.HasBatch))
        {
            IReadOnlyList<LayerTrace>[] traces = [.. Enumerable.Range(0, 61).Select(n =>
                ScalarReference.Trace(model.Plan, new Inputs(n, InputKind.Anything).Values(model.InputLength)))];
            foreach ((int index, LayerPlan layer) in model.Plan.Layers.Index())
            {
                foreach (LaneProgram program in TargetRegistry.All.SelectMany(target => model.Kernels.Batches(layer, target)))
                {
                    MultiplyCount count = ProgramRuns.Batch(model, layer, program, [.. traces.Select(trace => trace[index])]);
                    count.StoredWeights.ShouldBe(layer.Macs, $"{model}, {layer.Name}, {program.Name}");
                    count.Active.ShouldBe(layer.Macs * program.Stride);
                }
            }
        }
    }
}
