using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.LaneMachine;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Reference;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>Executes the program of a convolution over active pixels on the lane machine.</summary>
internal static class ActivePixelRun
{
    /// <summary>Its outputs are those of the reference, and it multiplies by nothing else than what is counted.</summary>
    public static void ShouldBeTheReference(CompiledGraph model, ConvPlan layer, Target target)
    {
        // Two values in three are zero, of either sign.
        ImageShape input = layer.Conv.Input, output = layer.Conv.Output;
        float[] elements = [.. new Inputs(17, InputKind.Moderate).Values(input.Length).Select((value, i) => (i % 3) switch { 0 => value, 1 => 0f, _ => -0f })];
        LaneProgram program = model.Kernels.Programs(layer, target).ShouldHaveSingleItem();
        float[] pixels = [.. input.ChannelsLast().Select(element => elements[element])];
        float[] results = [.. Enumerable.Repeat(float.NaN, output.Length + target.Lanes)];

        MultiplyCount count = LaneInterpreter.Run(program, ProgramRuns.Tables(program, layer.KernelOf(target).Layer), [pixels], results);

        float[] places = [.. model.Plan.OrderOf(layer.Node.Input).Select(element => elements[element])];
        float[] expected = new float[output.Length];
        foreach ((float value, int element) in ImageReference.Run(model.Plan, layer, places).Zip(layer.Order))
        {
            expected[element] = value;
        }

        string what = $"{model}, {layer.Name}, {target.Name}";
        Bits.ShouldBeSame(results[..output.Length], [.. output.ChannelsLast().Select(element => expected[element])], () => what);
        count.Active.ShouldBe(ImageReference.Executed(model.Plan, layer, places), what);
    }
}
