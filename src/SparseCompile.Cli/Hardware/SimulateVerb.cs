using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Simulator;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>simulate</c>: executes descriptions cycle by cycle, and holds the schedule against what happened.</summary>
internal static class SimulateVerb
{
    private const string Description =
        """
        Executes each model's description cycle by cycle on inputs, and compares cycles with the schedule for the last one.
        The simulator reads the description alone: it knows the stages of an accelerator and no formula.
        Outputs of int8 models are integers, and must be those of the integer network. Those of float32 models are compared
        with double precision; accelerators add in another order, and the largest difference is shown.

        Examples:
          sparsec hw simulate samples/KeywordSpotting --model RandomWinners --target streamed-csr
          sparsec hw simulate . --target all --seed 7 --json
          sparsec hw simulate . --inputs clips.npz --take 4 --json      recorded inputs, of which outputs are printed

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model, or if cycles or multiplications differ from the schedule.
        """;

    private static readonly string[] s_columns = ["target", "latency", "scheduled", "interval", "scheduled", "multiplications", "scheduled", "equal", "output difference"];

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON instead of tables." };

    private static readonly Option<int> s_seed = new("--seed") { Description = "Seed of the random input, uniform in [-1, 1), or over all int8.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> s_inputs = new("--inputs") { Description = "A file of inputs (npz, npy or safetensors), inputs along the first axis. Default: one random input." };

    private static readonly Option<string?> s_tensor = new("--tensor") { Description = "The tensor of the inputs, of a file with several." };

    private static readonly Option<int> s_take = new("--take") { Description = "Inputs of the file to run.", DefaultValueFactory = _ => 1 };

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("simulate", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_json);
        command.Options.Add(s_seed);
        command.Options.Add(s_inputs);
        command.Options.Add(s_tensor);
        command.Options.Add(s_take);
        command.SetAction(result => project.Run(result, jobs => Simulate(jobs, job => InputsOf(job, result), result.GetValue(s_json))));
        return command;
    }

    private static float[][] InputsOf(HardwareJob job, ParseResult arguments)
    {
        int length = job.Source.Graph.InputLength;
        if (arguments.GetValue(s_inputs) is not { } path)
        {
            Random random = new(arguments.GetValue(s_seed));
            return [[.. Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1).Select(value => (float)(job.Source.Integers is null ? value : Math.Floor(128 * value)))]];
        }

        float[][] samples = Samples.Read(path).Of(arguments.GetValue(s_tensor), length, "inputs");
        int take = arguments.GetValue(s_take);
        if (take < 1 || take > samples.Length)
        {
            throw new ProjectException($"'{path}' holds {samples.Length} inputs; found --take {take}.");
        }

        return job.Source.Integers is { } network ? [.. samples[..take].Select(sample => Array.ConvertAll(network.QuantizeInput(sample), value => (float)value))] : samples[..take];
    }

    /// <summary>What the network gives, in integers or in double precision.</summary>
    private static double[] Reference(NetworkSource source, float[] input)
    {
        if (source.Integers is { } network)
        {
            return Array.ConvertAll(network.Evaluate(Array.ConvertAll(input, value => (sbyte)value)), value => (double)value);
        }

        Dictionary<int, double[]> values = new() { [source.Graph.Input] = Array.ConvertAll(input, value => (double)value) };
        foreach (Node node in source.Graph.Nodes)
        {
            values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(value => values[value])]);
        }

        return values[source.Graph.Output];
    }

    private static int Simulate(IReadOnlyList<HardwareJob> jobs, Func<HardwareJob, float[][]> inputsOf, bool isJson)
    {
        List<object> documents = [];
        bool areEqual = true;
        foreach (HardwareJob job in jobs)
        {
            if (MappedOperators.Problem(job.Source.Graph) is { } problem)
            {
                throw new ProjectException($"{job.Name}: {problem}.");
            }

            float[][] inputs = inputsOf(job);
            Comparison[] comparisons = [.. job.Targets.Select(target => Screen.WithProgress($"{job.Name}, {target.Name}", report => Simulate(job.Source, target, inputs, report)))];
            areEqual &= comparisons.All(comparison => comparison.AreEqual);
            documents.Add(new { model = job.Name, targets = comparisons.Select(comparison => comparison.Document()) });
            if (!isJson)
            {
                Screen.Table(job.Name, s_columns, comparisons.Select(comparison => comparison.Row()));
            }
        }

        if (isJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(documents, s_options));
        }

        return areEqual ? Verb.Success : Verb.NothingToDo;
    }

    private static Comparison Simulate(NetworkSource source, HardwareTarget target, float[][] inputs, Action<int, int> report)
    {
        SimulationResult result = HardwareMachine.Load(HardwareDescriber.Describe(source, target, DescriptionLimits.None)).Run(inputs, report);
        double difference = inputs.Select((input, i) => Reference(source, input).Zip(result.Outputs[i], (expected, found) => Math.Abs(expected - found)).Max()).Max();
        return new Comparison(NetworkEstimator.Estimate(source, target, Activity(source.Graph, target, result)), result, difference);
    }

    /// <summary>Zeros as they were in the simulation: the schedule is exact for them.</summary>
    internal static ValueActivity Activity(Graph graph, HardwareTarget target, SimulationResult result)
    {
        if (!target.ExaminesActivations)
        {
            return ValueActivity.None;
        }

        Dictionary<int, double[]> values = new() { [graph.Input] = [.. result.Values[0].Select(value => (double)value)] };
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            values[graph.Nodes[i].Output] = [.. result.Values[i + 1].Select(value => (double)value)];
        }

        return ValueActivity.Of(values);
    }

    /// <summary>A schedule and a simulation.</summary>
    private sealed record Comparison(NetworkFigures Scheduled, SimulationResult Simulated, double Difference)
    {
        private long ScheduledMultiplications => Scheduled.Operators.Sum(op => op.Effective.Executed);

        public bool AreEqual => Scheduled.LatencyCycles == Simulated.Latency && Scheduled.IntervalCycles == Simulated.Interval && ScheduledMultiplications == Simulated.Multiplications
            && (Scheduled.Source.Integers is null || Difference == 0);

        public string[] Row() =>
        [
            Scheduled.Target.Name,
            Screen.Count(Simulated.Latency),
            Screen.Count(Scheduled.LatencyCycles),
            Screen.Count(Simulated.Interval),
            Screen.Count(Scheduled.IntervalCycles),
            Screen.Count(Simulated.Multiplications),
            Screen.Count(ScheduledMultiplications),
            AreEqual ? "yes" : "NO",
            Difference == 0 ? "0" : Difference.ToString("0.0E0", CultureInfo.InvariantCulture),
        ];

        public object Document() => new
        {
            target = Scheduled.Target.Name,
            equal = AreEqual,
            latency_cycles = new { simulated = Simulated.Latency, scheduled = Scheduled.LatencyCycles },
            interval_cycles = new { simulated = Simulated.Interval, scheduled = Scheduled.IntervalCycles },
            multiplications = new { simulated = Simulated.Multiplications, scheduled = ScheduledMultiplications },
            largest_output_difference = Difference,
            outputs = Simulated.Outputs,
        };
    }
}
