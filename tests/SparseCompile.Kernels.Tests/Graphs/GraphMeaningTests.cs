using System.Numerics;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>What is compiled means what was declared, and multiplies no more than it must.</summary>
public sealed class GraphMeaningTests
{
    [Fact]
    public void Outputs_agree_with_the_declared_layers_in_double_precision() => DoublePrecision.ShouldAgree(GraphFleet.Models, inputs: 4);

    [Fact]
    public void Multiplies_are_as_many_as_the_weights_that_are_kept()
    {
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            if (model.Kernels.Fused is { } fused)
            {
                LaneAudit.Count(fused, ProgramTables.Of(fused)).ActiveMultiplies.ShouldBe(model.Plan.Layers.Sum(layer => layer.Macs), model.ToString());
            }

            foreach (LayerPlan layer in model.Plan.Layers)
            {
                foreach (Target target in TargetRegistry.All.Where(target => !model.Plan.IsFusedOn(target)))
                {
                    model.Kernels.Programs(layer, target).Sum(program => LaneAudit.Count(program, ProgramRuns.Tables(program, layer.KernelOf(target).Layer)).ActiveMultiplies)
                        .ShouldBe(layer.Layer.Weights.NonZeros, $"{model}, {layer.Name}, {target.Name}");
                    foreach (LaneProgram program in model.Kernels.Batches(layer, target))
                    {
                        LaneAudit.Count(program, ProgramRuns.Tables(program, layer.Arrangement)).ActiveMultiplies.ShouldBe(layer.Layer.Weights.NonZeros, $"{model}, {program.Name}");
                    }
                }
            }
        }
    }

    [Fact]
    public void No_layer_of_the_file_has_more_weights_compiled_than_the_file_holds()
    {
        int eliminated = 0;
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            foreach (GraphLinear declared in model.Definition.Layers.OfType<GraphLinear>())
            {
                LayerPlan? compiled = model.Plan.Layers.FirstOrDefault(layer => layer.Name == declared.Name);
                long kept = compiled?.Macs ?? 0;
                kept.ShouldBeLessThanOrEqualTo(declared.Layer.NonZeros, $"{model}, {declared.Name}");
                eliminated += kept < declared.Layer.NonZeros ? 1 : 0;
            }
        }

        eliminated.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void NaN_and_infinity_at_inputs_the_output_does_not_depend_on_change_nothing()
    {
        const int Batch = 17;
        int changed = 0;
        foreach (CompiledGraph model in GraphFleet.Models)
        {
            BigInteger read = model.Definition.Reach().Aggregate(BigInteger.Zero, (all, one) => all | one);
            int[] unread = [.. Enumerable.Range(0, model.InputLength).Where(i => ((read >> i) & 1).IsZero)];
            changed += unread.Length;
            float[] clean = new Inputs(9, InputKind.Moderate).Values(Batch * model.InputLength);
            float[] dirty = [.. clean];
            for (int i = 0; i < Batch * unread.Length; i++)
            {
                dirty[(i % Batch * model.InputLength) + unread[i / Batch]] = (i % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };
            }

            AgreeOn(model, clean, dirty, Batch);
        }

        changed.ShouldBeGreaterThan(100);
    }

    private static void AgreeOn(CompiledGraph model, float[] clean, float[] dirty, int batch)
    {
        float[] expected = new float[batch * model.OutputLength];
        float[] actual = new float[expected.Length];
        model.Code.InferBatch(clean, expected);
        expected.ShouldAllBe(value => float.IsFinite(value), model.ToString());
        model.Code.InferBatch(dirty, actual);
        Bits.ShouldBeSame(actual, expected, () => $"{model}, InferBatch");
        foreach (string form in LoadedModel.Forms)
        {
            model.Code.RunForm(form, dirty, actual);
            Bits.ShouldBeSame(actual.AsSpan(0, model.OutputLength), expected.AsSpan(0, model.OutputLength), () => $"{model}, {form}");
        }

        foreach (string form in model.Kernels.HasBatch ? LoadedModel.BatchForms : [])
        {
            model.Code.RunBatchForm(form, dirty, actual, batch);
            Bits.ShouldBeSame(actual, expected, () => $"{model}, {form}");
        }
    }
}
