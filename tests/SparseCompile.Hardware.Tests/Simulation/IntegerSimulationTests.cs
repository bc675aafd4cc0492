using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Integers;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Simulator;
using SparseCompile.Testing;

namespace SparseCompile.Hardware.Tests.Simulation;

/// <summary>Networks of int8 values are simulated to the bit on every target: integers have one sum, whatever its order.</summary>
public sealed class IntegerSimulationTests
{
    [Fact]
    public void Quantised_networks_give_the_bits_of_the_integer_reference_in_the_scheduled_cycles()
    {
        using TemporaryFolder folder = new();
        foreach (IntegerNetwork network in IntegerNetwork.Read(folder, NetworkSources.All))
        {
            Compiler.Hardware.NetworkSource source = new Compiler.Hardware.NetworkSource(network.Source.Name, network.Network.Graph, [], new string('0', 64), "0.1.0").Quantized(network.Network);
            sbyte[][] inputs = [.. network.Inputs(2).Select(input => network.Network.QuantizeInput(input))];
            foreach (HardwareTarget target in BuiltInTargets.All.DistinctBy(target => target.Dataflow))
            {
                string json = HardwareDescriber.Describe(source, target, DescriptionLimits.None);
                SimulationResult simulated = HardwareMachine.Load(json).Run([.. inputs.Select(input => input.Select(value => (float)value).ToArray())]);
                for (int i = 0; i < inputs.Length; i++)
                {
                    simulated.Outputs[i].Select(value => (sbyte)value).ShouldBe(network.Network.Evaluate(inputs[i]), $"{network.Source.Name} on {target.Name}");
                }

                if (!target.ExaminesActivations)
                {
                    NetworkFigures figures = NetworkEstimator.Estimate(source, target, ValueActivity.None);
                    simulated.Latency.ShouldBe(figures.LatencyCycles, $"{network.Source.Name} on {target.Name}");
                }
            }

            Schemas.Violations(Schemas.Description, HardwareDescriber.Describe(source, BuiltInTargets.Default, DescriptionLimits.None)).ShouldBeEmpty();
        }
    }
}
