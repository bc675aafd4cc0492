using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Published;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Hardware.Tests.Support;
using SparseCompile.Simulator;
using SparseCompile.Simulator.Documents;

namespace SparseCompile.Hardware.Tests.Simulation;

/// <summary>Executing a description takes the cycles that it states, and gives what the network gives. The simulator knows the document alone.</summary>
public sealed class SimulationTests
{
    public static TheoryData<string> Targets => [.. CustomTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Random_networks_take_the_scheduled_cycles_and_give_the_reference_outputs(string name)
    {
        HardwareTarget target = CustomTargets.All.Single(candidate => candidate.Name == name);
        for (int seed = 0; seed < 60; seed++)
        {
            RandomNetworks random = new(seed);
            NetworkSource source = random.Next();
            float[] input = random.Input(source);
            Agrees(source, target, input, $"seed {seed} on {name}");
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_full_input_takes_the_cycles_that_are_exact_without_knowing_it(string name)
    {
        HardwareTarget target = CustomTargets.All.Single(candidate => candidate.Name == name);
        GraphBuilder builder = new(2, 5, 6);
        builder.Add(new Compiler.Graphs.Operators.Conv(
            Matrices.From(5, 18, (row, column) => (row * column) % 3 == 0 ? 1 : 0), new float[5], default, Window(3, 1, 1), new Compiler.Graphs.Operators.ImageShape(2, 5, 6)), 0);
        NetworkSource source = builder.Source();
        SimulationResult simulated = HardwareMachine.Load(HardwareDescriber.Describe(source, target, DescriptionLimits.None)).Run([[.. Enumerable.Repeat(1f, 60)]]);
        NetworkFigures figures = NetworkEstimator.Estimate(source, target, ValueActivity.None);
        figures.IsExact.ShouldBeTrue();
        (simulated.Latency, simulated.Interval).ShouldBe((figures.LatencyCycles, figures.IntervalCycles));
    }

    [Fact]
    public void Several_inputs_do_not_disturb_one_another()
    {
        foreach (HardwareTarget target in CustomTargets.All)
        {
            RandomNetworks random = new(5);
            NetworkSource source = random.Next();
            float[][] inputs = [random.Input(source), random.Input(source), random.Input(source)];
            HardwareMachine machine = HardwareMachine.Load(HardwareDescriber.Describe(source, target, DescriptionLimits.None));
            SimulationResult together = machine.Run(inputs);
            for (int i = 0; i < inputs.Length; i++)
            {
                together.Outputs[i].ShouldBe(machine.Run([inputs[i]]).Outputs[0], target.Name);
            }
        }
    }

    [Fact]
    public void The_published_network_is_simulated_on_every_built_in_target()
    {
        NetworkSource source = new("keywords", PublishedNetwork.Build(isSparse: true), [], new string('0', 64), "0.1.0");
        Random random = new(1);
        float[] input = [.. Enumerable.Range(0, source.Graph.InputLength).Select(_ => (float)random.Next(-3, 4))];
        Dictionary<int, double[]> values = RandomNetworks.Evaluate(source, input);
        Parallel.ForEach(BuiltInTargets.All, target => Agrees(source, target, input, target.Name, values));
    }

    [Theory]
    [InlineData("{", "The description cannot be read")]
    [InlineData("""{"schema": {"id": "sparsecompile-hardware-description", "version": 2}}""", "expected sparsecompile-hardware-description 3")]
    [InlineData("""{"schema": {"id": "sparsecompile-hardware-description", "version": 3}, "detail": "summary"}""", "expected 'full'")]
    [InlineData("""{"schema": {"id": "sparsecompile-hardware-description", "version": 3}, "detail": "full"}""", "The description cannot be read")]
    public void A_document_that_cannot_be_executed_is_refused(string json, string message) =>
        Should.Throw<DescriptionException>(() => HardwareMachine.Load(json)).Message.ShouldContain(message);

    [Fact]
    public void An_input_of_the_wrong_length_is_refused()
    {
        GraphBuilder builder = new(3);
        builder.Linear(0, Matrices.From(2, 3, (_, _) => 1));
        HardwareMachine machine = HardwareMachine.Load(HardwareDescriber.Describe(builder.Source(), BuiltInTargets.Default, DescriptionLimits.None));
        Should.Throw<DescriptionException>(() => machine.Run([[1, 2]])).Message.ShouldBe("Inputs have 2 values; expected 3.");
    }

    private static Compiler.Graphs.Operators.SlidingWindow Window(int kernel, int stride, int pad)
    {
        Compiler.Graphs.Operators.WindowAxis axis = new(kernel, stride, 1, pad, pad);
        return new(axis, axis);
    }

    private static void Agrees(NetworkSource source, HardwareTarget target, float[] input, string what, Dictionary<int, double[]>? known = null)
    {
        Dictionary<int, double[]> values = known ?? RandomNetworks.Evaluate(source, input);
        SimulationResult simulated = HardwareMachine.Load(HardwareDescriber.Describe(source, target, DescriptionLimits.None)).Run([input]);
        simulated.Outputs[0].Select(value => (double)value).ShouldBe(values[source.Graph.Output], what);

        NetworkFigures figures = NetworkEstimator.Estimate(source, target, ValueActivity.Of(values));
        figures.IsExact.ShouldBeTrue(what);
        simulated.Latency.ShouldBe(figures.LatencyCycles, what);
        simulated.Interval.ShouldBe(figures.IntervalCycles, what);
        simulated.Multiplications.ShouldBe(figures.Operators.Sum(op => op.Effective.Executed), what);
        for (int i = 0; i < simulated.Operators.Count; i++)
        {
            simulated.Operators[i].Cycles.ShouldBe(figures.Operators[i].Effective.Cycles, $"{what}, {simulated.Operators[i].Name}");
            simulated.Operators[i].Multiplications.ShouldBe(figures.Operators[i].Effective.Executed, $"{what}, {simulated.Operators[i].Name}");
        }
    }
}
