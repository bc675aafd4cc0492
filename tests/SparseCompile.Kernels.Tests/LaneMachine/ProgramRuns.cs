extern alias runtime;

using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;
using Slots = runtime::SparseCompile.Runtime.SlotLayout;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>Runs a model's lane programs on what the reference says each layer reads, and compares.</summary>
internal static class ProgramRuns
{
    /// <summary>The programs of one layer at a width; null when a fused program computes it.</summary>
    public static MultiplyCount? Layer(CompiledModel model, int layer, int width, LayerTrace trace)
    {
        IReadOnlyList<LaneProgram> programs = model.Kernels.Layers[layer].Form(width);
        return programs.Count == 0 ? null : Layer(trace.Layer, programs, trace, () => $"{model}, layer {layer}, width {width}");
    }

    /// <summary>Programs made of a plan, which may be another than the model's for the same rows in the same order.</summary>
    public static MultiplyCount Layer(LayerPlan plan, IReadOnlyList<LaneProgram> programs, LayerTrace trace, Func<string> what)
    {
        int width = programs[0].Width;
        bool isPacked = plan.IsPacked && width == 16;
        int places = isPacked ? plan.RowOrder.Length : plan.Positions;
        float[] input = !isPacked ? SlotMemory.Spread(trace.Inputs, Slots.Period)
            : plan.InputLayout == InputLayout.NarrowSlots ? SlotMemory.Narrow(trace.Inputs) : SlotMemory.Pack(trace.Inputs);
        float[] output = Poison((places + width - 1) / width * width);
        MultiplyCount count = new();
        foreach (LaneProgram program in programs)
        {
            program.Width.ShouldBe(width);
            MultiplyCount part = LaneInterpreter.Run(program, input, output, isPacked ? places : int.MaxValue);
            count.Active += part.Active;
            count.StoredWeights += part.StoredWeights;
            count.Scales += part.Scales;
        }

        Bits.ShouldBeSame(isPacked ? output[..places] : AtPlaces(plan, output, 0, 1), trace.Results, what);
        return count;
    }

    /// <summary>A batch program of a layer.</summary>
    public static MultiplyCount Batch(CompiledModel model, int layer, LaneProgram program, Func<int, IReadOnlyList<LayerTrace>> traces)
    {
        LayerTrace[] inputs = [.. Enumerable.Range(0, program.Stride).Select(n => traces(n)[layer])];
        float[] output = Poison(inputs[0].Layer.Positions * program.Stride);
        MultiplyCount count = LaneInterpreter.Run(program, SlotMemory.SpreadBatch([.. inputs.Select(trace => trace.Inputs)], 0), output);
        for (int n = 0; n < inputs.Length; n++)
        {
            Bits.ShouldBeSame(AtPlaces(inputs[n].Layer, output, n, program.Stride), inputs[n].Results, () => $"{model}, layer {layer}, input {n} of {program.Name}");
        }

        return count;
    }

    /// <summary>The fused program of the whole model, with not one float of memory beyond its input and output.</summary>
    public static MultiplyCount Fused(CompiledModel model, LaneProgram program, float[] input)
    {
        float[] output = Poison(model.OutputLength);
        MultiplyCount count = LaneInterpreter.Run(program, input, output);
        LayerTrace last = ScalarReference.Trace(model.Plan, input)[^1];
        last.Layer.IsInOrder.ShouldBeTrue();
        Bits.ShouldBeSame(output, last.Results, () => $"{model}, fused");
        return count;
    }

    private static float[] AtPlaces(LayerPlan layer, float[] memory, int first, int stride) =>
        [.. Enumerable.Range(0, layer.RowOrder.Length).Select(place => memory[((layer.IsLast ? place : Slots.SlotOf(place)) * stride) + first])];

    private static float[] Poison(int count) => [.. Enumerable.Repeat(float.NaN, count)];
}
