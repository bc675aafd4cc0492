using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
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
                LaneAudit.Count(fused, ProgramTables.Of(fused)).ActiveMultiplies.ShouldBe(ProgramRuns.Fused(model, fused, input).Active);
            }

            foreach (LayerTrace trace in traces)
            {
                foreach (Target target in TargetRegistry.All)
                {
                    if (ProgramRuns.Layer(model, target, trace) is { } count)
                    {
                        LaneAudit[] audits = Audits(model, trace.Plan, target);
                        audits.Sum(audit => audit.ActiveMultiplies).ShouldBe(count.Active, $"{model}, {trace.Plan.Name}, {target.Name}");
                        audits.Sum(audit => audit.Scales).ShouldBe(count.Scales);
                        int width = model.Kernels.Programs(trace.Plan, target)[0].Width;
                        bool isByOne = trace.Plan.KernelOf(target).Spec.Generator == "columns";
                        audits.Sum(audit => audit.LaneSlots).ShouldBe(audits.Sum(audit => audit.Steps) * (isByOne ? 1 : width));
                    }
                }
            }
        }
    }

    [Fact]
    public void The_audit_of_a_batch_counts_each_weight_once_for_all_inputs()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            foreach (LayerPlan layer in model.Plan.Layers)
            {
                foreach (LaneProgram program in TargetRegistry.All.SelectMany(target => model.Kernels.Batches(layer, target)))
                {
                    LaneAudit audit = LaneAudit.Count(program, ProgramRuns.Tables(program, layer.Arrangement));
                    audit.ActiveMultiplies.ShouldBe(layer.Macs, model.ToString());
                    audit.LaneSlots.ShouldBe(audit.ActiveMultiplies);
                    audit.Scales.ShouldBe(layer.Arrangement.ScaledRows());
                }
            }
        }
    }

    [Fact]
    public void Lane_utilisation_is_the_audits_share_of_active_lanes()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models.Where(model => !model.Plan.IsFused))
        {
            foreach (LayerPlan layer in model.Plan.Layers.Where(layer => layer.Macs > 0))
            {
                LaneAudit[] audits = Audits(model, layer, TargetRegistry.Primary);
                double share = (double)audits.Sum(audit => audit.ActiveMultiplies) / audits.Sum(audit => audit.LaneSlots);
                layer.LaneUtilisation.ShouldBe(share, 1e-12, model.ToString());
            }
        }
    }

    [Fact]
    public void Info_states_the_multiplies_that_are_executed()
    {
        foreach (CompiledModel model in ModelFleet.Instance.Models)
        {
            model.Code.Info.Layers.Count.ShouldBe(model.Plan.Nodes.Count);
            foreach ((SparseLayerInfo info, NodePlan node) in model.Code.Info.Layers.Zip(model.Plan.Nodes))
            {
                info.MacsSkipped.ShouldBe(info.DenseMacs - info.MacsExecuted);
                if (node is LayerPlan layer)
                {
                    info.DenseMacs.ShouldBe((long)info.DeclaredInputs * info.DeclaredOutputs);
                    info.MacsExecuted.ShouldBe(Audits(model, layer, TargetRegistry.Scalar).Sum(audit => audit.ActiveMultiplies), model.ToString());
                }
                else
                {
                    info.DenseMacs.ShouldBe(0);
                }
            }
        }
    }

    private static LaneAudit[] Audits(CompiledModel model, LayerPlan layer, Target target) =>
        [.. model.Kernels.Programs(layer, target).Select(program => LaneAudit.Count(program, ProgramRuns.Tables(program, layer.KernelOf(target).Layer)))];

    private static LayerTrace WithoutZeros(LayerTrace trace) => trace.Layer.SkipsZeroInputs
        ? ScalarReference.Trace(trace.Plan, trace.Layer, [.. trace.Inputs.Select(value => value == 0f ? 1f : value)])
        : trace;
}
