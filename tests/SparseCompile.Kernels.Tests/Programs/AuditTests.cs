using SparseCompile.Compiler.Lanes;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Programs;

/// <summary>The compiler's own audit, which counts without executing, against counts of an execution, and against what Info says.</summary>
public sealed class AuditTests
{
    [Fact]
    public void The_audit_counts_what_an_execution_counts()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            float[] input = new Inputs(1, InputKind.Moderate).Values(model.InputLength);

            // The audit counts for inputs that are not zero, as the activations of a layer before may be.
            IReadOnlyList<LayerTrace> traces = [.. ScalarReference.Trace(model.Plan, input).Select(WithoutZeros)];
            if (model.Kernels.Fused is { } fused)
            {
                LaneAudit.Count(fused).ActiveMultiplies.ShouldBe(ProgramRuns.Fused(model, fused, input).Active);
            }

            foreach ((int layer, LayerTrace trace) in traces.Index())
            {
                foreach (int width in KernelSet.Widths)
                {
                    if (ProgramRuns.Layer(model, layer, width, trace) is { } count)
                    {
                        LaneAudit[] audits = [.. model.Kernels.Layers[layer].Form(width).Select(LaneAudit.Count)];
                        audits.Sum(audit => audit.ActiveMultiplies).ShouldBe(count.Active, $"{model}, layer {layer}, width {width}");
                        audits.Sum(audit => audit.Scales).ShouldBe(count.Scales);
                        audits.Sum(audit => audit.LaneSlots).ShouldBe(audits.Sum(audit => audit.Steps) * (trace.Layer.SkipsZeroInputs ? 1 : width));
                    }
                }
            }
        }
    }

    private static LayerTrace WithoutZeros(LayerTrace trace) =>
        trace.Layer.SkipsZeroInputs ? ScalarReference.Trace(trace.Layer, [.. trace.Inputs.Select(value => value == 0f ? 1f : value)]) : trace;

    [Fact]
    public void The_audit_of_a_batch_counts_each_weight_once_for_all_inputs()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (LayerKernels layer in model.Kernels.Layers)
            {
                foreach (LaneProgram program in KernelSet.Widths.Where(width => width > 1).SelectMany(layer.Batches))
                {
                    LaneAudit audit = LaneAudit.Count(program);
                    audit.ActiveMultiplies.ShouldBe(layer.Plan.Layer.Weights.NonZeros, model.ToString());
                    audit.LaneSlots.ShouldBe(audit.ActiveMultiplies);
                    audit.Scales.ShouldBe(layer.Plan.ScaledRows());
                }
            }
        }
    }

    [Fact]
    public void Lane_utilisation_is_the_audits_share_of_active_lanes()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Plan.IsFused))
        {
            foreach (LayerKernels layer in model.Kernels.Layers.Where(layer => layer.Plan.Layer.Weights.NonZeros > 0))
            {
                LaneAudit[] audits = [.. layer.Form(16).Select(LaneAudit.Count)];
                double share = (double)audits.Sum(audit => audit.ActiveMultiplies) / audits.Sum(audit => audit.LaneSlots);
                layer.Plan.LaneUtilisation.ShouldBe(share, 1e-12, model.ToString());
            }
        }
    }

    [Fact]
    public void Info_states_the_multiplies_that_are_executed()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach ((SparseLayerInfo info, LayerKernels layer) in model.Code.Info.Layers.Zip(model.Kernels.Layers))
            {
                info.MacsExecuted.ShouldBe(layer.Form(1).Sum(program => LaneAudit.Count(program).ActiveMultiplies), model.ToString());
                info.MacsSkipped.ShouldBe(((long)info.DeclaredInputs * info.DeclaredOutputs) - info.MacsExecuted);
            }

            model.Code.Info.Layers.Count.ShouldBe(model.Kernels.Layers.Count);
        }
    }
}
