extern alias runtime;

using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>Runs a model's lane programs on what the reference says each layer reads, and compares.</summary>
internal static class ProgramRuns
{
    /// <summary>The programs of one layer on a target; null when a fused program computes it.</summary>
    public static MultiplyCount? Layer(CompiledModel model, Target target, LayerTrace trace)
    {
        IReadOnlyList<LaneProgram> programs = model.Kernels.Programs(trace.Plan, target);
        return programs.Count == 0 ? null : Layer(trace.Plan.KernelOf(target), programs, trace, () => $"{model}, {trace.Plan.Name}, {target.Name}");
    }

    /// <summary>Programs of a kernel, which may be another than the model's for the same rows in the same order.</summary>
    public static MultiplyCount Layer(KernelCandidate kernel, IReadOnlyList<LaneProgram> programs, LayerTrace trace, Func<string> what)
    {
        Arrangement layer = kernel.Layer;
        int width = programs[0].Width;
        Spacing spacing = KernelRegistry.Of(kernel.Spec).Reads(kernel.Spec);
        int places = spacing == Spacing.Slots ? layer.Positions : layer.RowOrder.Length;
        float[] input = spacing switch
        {
            Spacing.Slots => SlotMemory.Spread(trace.Inputs, Slots.Period),
            Spacing.Narrow => SlotMemory.Narrow(trace.Inputs),
            _ => SlotMemory.Pack(trace.Inputs),
        };
        int rows = programs.Max(program => program.Rows);
        float[] output = Poison((places + rows - 1) / rows * rows);
        MultiplyCount count = new();
        foreach (LaneProgram program in programs)
        {
            program.Width.ShouldBe(width);
            MultiplyCount part = LaneInterpreter.Run(program, Tables(program, layer), [input], output, spacing == Spacing.Slots ? int.MaxValue : places);
            count.Active += part.Active;
            count.StoredWeights += part.StoredWeights;
            count.Scales += part.Scales;
        }

        Bits.ShouldBeSame(spacing == Spacing.Slots ? AtPlaces(layer, output, 0, 1) : output[..places], trace.Results, what);
        return count;
    }

    /// <summary>The tables of a layer's program.</summary>
    public static ProgramTables Tables(LaneProgram program, Arrangement layer) => ProgramTables.Of(program, layer.Rows, layer.StoredBias);

    /// <summary>A batch program of a layer.</summary>
    public static MultiplyCount Batch(CompiledModel model, LayerPlan plan, LaneProgram program, IReadOnlyList<LayerTrace> traces)
    {
        LayerTrace[] inputs = [.. Enumerable.Range(0, program.Stride).Select(n => traces[n % traces.Count])];
        float[] output = Poison(plan.Positions * program.Stride);
        float[] input = SlotMemory.SpreadBatch([.. inputs.Select(trace => trace.Inputs)], 0);
        MultiplyCount count = LaneInterpreter.Run(program, Tables(program, plan.Arrangement), [input], output);
        for (int n = 0; n < inputs.Length; n++)
        {
            Bits.ShouldBeSame(AtPlaces(plan.Arrangement, output, n, program.Stride), inputs[n].Results, () => $"{model}, {plan.Name}, input {n} of {program.Name}");
        }

        return count;
    }

    /// <summary>The fused program of the whole model, with not one float of memory beyond its input and output.</summary>
    public static MultiplyCount Fused(CompiledModel model, LaneProgram program, float[] input)
    {
        float[] output = Poison(model.OutputLength);
        MultiplyCount count = LaneInterpreter.Run(program, ProgramTables.Of(program), [input], output);
        LayerTrace last = ScalarReference.Trace(model.Plan, input)[^1];
        last.Plan.IsInOrder.ShouldBeTrue();
        Bits.ShouldBeSame(output, last.Results, () => $"{model}, fused");
        return count;
    }

    private static float[] AtPlaces(Arrangement layer, float[] memory, int first, int stride) =>
        [.. Enumerable.Range(0, layer.RowOrder.Length).Select(place => memory[((layer.IsOutput ? place : Slots.SlotOf(place)) * stride) + first])];

    private static float[] Poison(int count) => [.. Enumerable.Repeat(float.NaN, count)];
}
