using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Rtl.Stages;
using SparseCompile.Compiler.Rtl.Timing;
using SparseCompile.Hardware.Tests.Integers;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Rtl;

/// <summary>
/// The cycles of a description are those of the Verilog. Both come from code of their own; <see cref="SweepTests"/> holds the stages' timing against simulated Verilog, and
/// <see cref="Simulation.IntegerSimulationTests"/> the schedule against the simulator.
/// </summary>
public sealed class ScheduleTests
{
    /// <summary>Inferences back to back, as the schedule counts them.</summary>
    private const int Inferences = 6;

    [Theory]
    [InlineData("streamed-csr", RtlTarget.Streamed, 4)]
    [InlineData("streamed-csr", RtlTarget.Streamed, 1)]
    [InlineData("spatial", RtlTarget.Spatial, 3)]
    public void A_schedule_has_the_latency_and_the_interval_of_the_Verilog(string name, RtlTarget kind, int lanes)
    {
        HardwareTarget target = BuiltInTargets.Of(name);
        target = target with { Engine = new EngineShape(lanes, 1, 1), VectorLanes = lanes, Activations = target.Activations with { Banks = 0 } };
        using TemporaryFolder folder = new();
        foreach (IntegerNetwork network in IntegerNetwork.Read(folder, NetworkSources.All))
        {
            StageGraph stages = StageBuilder.Build(network.Network, network.Source.Name, kind, lanes);
            long[] cycles = RtlTiming.OutputCycles(stages, Inferences);
            int beats = cycles.Length / Inferences;
            Compiler.Hardware.NetworkSource source = new Compiler.Hardware.NetworkSource(network.Source.Name, network.Network.Graph, [], new string('0', 64), "0.1.0").Quantized(network.Network);

            NetworkFigures figures = NetworkEstimator.Estimate(source, target, ValueActivity.None);

            figures.LatencyCycles.ShouldBe(cycles[beats - 1] + 1, network.Source.Name);
            figures.IntervalCycles.ShouldBe(cycles[^1] - cycles[^(beats + 1)], network.Source.Name);
        }
    }
}
