using System.Numerics;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>Networks over images mean what was declared, and multiply no more than they must.</summary>
public sealed class ImageMeaningTests
{
    [Fact]
    public void Outputs_agree_with_the_declared_layers_in_double_precision() => DoublePrecision.ShouldAgree(ImageFleet.Models, inputs: 3);

    [Fact]
    public void Every_program_multiplies_each_weight_once_for_all_its_pixels()
    {
        HashSet<string> kernels = [];
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            foreach (ConvPlan layer in model.Plan.Nodes.OfType<ConvPlan>())
            {
                foreach (Target target in TargetRegistry.All)
                {
                    kernels.Add(target.Name + " " + layer.KernelOf(target).Spec.Generator);
                    foreach (LaneProgram program in model.Kernels.Programs(layer, target))
                    {
                        LaneAudit audit = LaneAudit.Count(program, ProgramRuns.Tables(program, layer.KernelOf(target).Layer));
                        audit.ActiveMultiplies.ShouldBe(layer.Layer.Weights.NonZeros, $"{model}, {layer.Name}, {program.Name}");
                    }
                }
            }
        }

        // The sample reaches every kernel where it counts.
        kernels.ShouldContain("avx512 conv-channels");
        kernels.ShouldContain("avx512 conv-pixels");
        kernels.ShouldContain("avx512 conv-depthwise");
        foreach (string target in TargetRegistry.All.Select(target => target.Name))
        {
            kernels.ShouldContain(target + " conv-active");
        }

        ImageFleet.Models.Sum(model => model.Plan.Nodes.OfType<WinnersPlan>().Count()).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Layers_over_large_images_take_turns_in_windows_of_rows()
    {
        DoublePrecision.ShouldAgree(ImageFleet.Large, inputs: 1);
        foreach (CompiledGraph model in ImageFleet.Large)
        {
            foreach (Target target in TargetRegistry.All.Where(target => target.Lanes > 1))
            {
                Schedule schedule = model.Kernels.ScheduleOf(target)!;
                schedule.Bands.ShouldNotBeEmpty($"{model}, {target.Name}");
                schedule.Storages.Count(storage => storage.IsWindow).ShouldBeGreaterThan(2, $"{model}, {target.Name}");
            }
        }
    }

    [Fact]
    public void Parts_of_channels_are_all_channels_once()
    {
        CompiledGraph wide = ImageFleet.Models.Single(model => model.Definition.Name == "Wide");
        ConvPlan layer = wide.Plan.Nodes.OfType<ConvPlan>().Single();
        foreach (Target target in TargetRegistry.All.Where(target => layer.KernelOf(target).Spec.Generator == "conv-channels"))
        {
            foreach (LaneProgram program in wide.Kernels.Programs(layer, target).Where(program => program.Walk!.Y.Count * program.Walk.X.Count > 1))
            {
                IReadOnlyList<WalkPart> parts = program.Walk!.Parts;
                parts.Count.ShouldBeGreaterThan(1, $"{target.Name}, {program.Name}");
                parts.Sum(part => part.Whole + part.Rest).ShouldBe(ProgramRuns.Tables(program, layer.KernelOf(target).Layer).Counts.Length);
                parts[^1].Rest.ShouldBe(layer.Layer.Outputs % (parts[1].Channel / parts[1].Group) == 0 ? 0 : 1);
            }
        }
    }

    [Fact]
    public void Counted_multiplies_are_weights_times_pixels_or_those_of_inputs_that_are_not_zero()
    {
        int counting = 0;
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            long expected = model.Plan.Nodes.Sum(node => node is ConvPlan { Conv: var conv } ? (long)conv.Weights.NonZeros * conv.Output.Pixels : node.Macs);
            float[] input = new float[model.InputLength], output = new float[model.OutputLength];
            if (!model.Plan.IsCounting)
            {
                model.Code.InferCounted(input, output).ShouldBe(expected);
            }
            else
            {
                counting++;
                foreach (Inputs inputs in Inputs.Fixed)
                {
                    float[] values = inputs.Values(model.InputLength);
                    model.Code.InferCounted(values, output).ShouldBe(ScalarReference.Executed(model.Plan, values), $"{model}");
                }
            }

            model.Code.Info.Layers.Sum(layer => layer.MacsExecuted).ShouldBe(expected);
        }

        counting.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Programs_over_active_pixels_compute_the_reference_bits_and_multiply_what_is_counted()
    {
        int run = 0, masked = 0;
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            foreach (ConvPlan layer in model.Plan.Nodes.OfType<ConvPlan>())
            {
                foreach (Target target in TargetRegistry.All.Where(target => layer.KernelOf(target).Spec.Generator == "conv-active"))
                {
                    ActivePixelRun.ShouldBeTheReference(model, layer, target);
                    run++;
                    masked += layer.KernelOf(target).IsMasked ? 1 : 0;
                }
            }
        }

        run.ShouldBeGreaterThan(20);
        masked.ShouldBeInRange(1, run - 1);
    }

    [Fact]
    public void Dead_channels_and_filters_of_zeros_are_not_computed()
    {
        int removed = 0;
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            foreach (ConvPlan layer in model.Plan.Nodes.OfType<ConvPlan>())
            {
                Conv conv = layer.Conv;
                GraphConv? declared = model.Definition.Layers.OfType<GraphConv>().FirstOrDefault(own => own.Name == layer.Name);
                removed += declared is not null && conv.Outputs < declared.Outputs ? 1 : 0;
            }
        }

        removed.ShouldBeGreaterThan(5);
    }

    [Fact]
    public void NaN_and_infinity_at_inputs_the_output_does_not_depend_on_change_nothing()
    {
        int changed = 0;
        foreach (CompiledGraph model in ImageFleet.Models)
        {
            BigInteger read = model.Definition.Reach().Aggregate(BigInteger.Zero, (all, one) => all | one);
            int[] unread = [.. Enumerable.Range(0, model.InputLength).Where(i => ((read >> i) & 1).IsZero)];
            changed += unread.Length;
            float[] clean = new Inputs(9, InputKind.Moderate).Values(model.InputLength);
            float[] dirty = [.. clean];
            foreach (int i in unread)
            {
                dirty[i] = (i % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity };
            }

            float[] expected = new float[model.OutputLength], actual = new float[model.OutputLength];
            model.Code.Infer(clean, expected);
            model.Code.Infer(dirty, actual);
            Bits.ShouldBeSame(actual, expected, model.ToString);
        }

        changed.ShouldBeGreaterThan(50);
    }
}
