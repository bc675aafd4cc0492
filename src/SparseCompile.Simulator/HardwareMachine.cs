using SparseCompile.Simulator.Documents;
using SparseCompile.Simulator.Engines;
using SparseCompile.Simulator.Pipelines;
using SparseCompile.Simulator.Vector;

namespace SparseCompile.Simulator;

/// <summary>An accelerator with a network on it, as a description states them; executes real inputs cycle by cycle. It knows stages and no formula.</summary>
public sealed class HardwareMachine
{
    private readonly Description _description;

    private HardwareMachine(Description description) => _description = description;

    /// <summary>Builds the machine of a description.</summary>
    /// <exception cref="DescriptionException">The document cannot be executed.</exception>
    public static HardwareMachine Load(string json) => new(Description.Read(json));

    /// <summary>Elements of an input.</summary>
    public int InputLength => _description.InputLength;

    /// <summary>Runs inputs.</summary>
    /// <param name="inputs">At least one.</param>
    /// <param name="progress">Is told what is done, and of how much.</param>
    /// <exception cref="DescriptionException">An input has the wrong length.</exception>
    public SimulationResult Run(IReadOnlyList<float[]> inputs, Action<int, int>? progress = null)
    {
        if (inputs.Count == 0 || inputs.FirstOrDefault(input => input.Length != InputLength) is not null)
        {
            throw new DescriptionException($"Inputs have {string.Join(", ", inputs.Select(input => input.Length).Distinct())} values; expected {InputLength}.");
        }

        return _description.Pipeline is null ? RunInTurn(inputs, progress) : new PipelineMachine(_description).Run(inputs, progress);
    }

    private SimulationResult RunInTurn(IReadOnlyList<float[]> inputs, Action<int, int>? progress)
    {
        // Each operator's hardware is free again at a time; without hardware of its own it waits for the operator before it.
        int count = _description.Operators.Count;
        long[] free = new long[count + 1];
        List<float[]> outputs = [];
        List<float[]> last = [];
        List<OperatorRun> runs = [];
        long latency = 0, interval = 0, before = 0;
        for (int number = 0; number <= inputs.Count; number++)
        {
            // One more than there are inputs, the last once more: the interval is between two.
            List<float[]> values = [inputs[Math.Min(number, inputs.Count - 1)]];
            runs = number == inputs.Count ? runs : [];
            long[] ready = new long[count + 1];
            ready[0] = _description.Target.HasModules ? 0 : free[count];
            for (int i = 0; i < count; i++)
            {
                OperatorInfo op = _description.Operators[i];
                EngineRun run = number == inputs.Count ? new EngineRun([], runs[i].Cycles, runs[i].Interval, 0) : Run(op, [.. op.Reads.Select(value => values[value])]);
                long operands = op.Reads.Max(value => ready[value]);
                long begin = Math.Max(operands, _description.Target.HasModules ? free[i + 1] : ready[i]);
                ready[i + 1] = begin + run.Cycles;
                free[i + 1] = begin + (_description.Target.HasModules ? run.IssueCycles : run.Cycles);
                values.Add(run.Output);
                if (number < inputs.Count)
                {
                    runs.Add(new OperatorRun(op.Name, run.Cycles, run.IssueCycles, run.Multiplications));
                    progress?.Invoke((number * count) + i + 1, inputs.Count * count);
                }
            }

            long end = ready[_description.OutputValue];
            (latency, interval, before) = (number == 0 ? end : latency, end - before, end);
            if (number < inputs.Count)
            {
                outputs.Add(values[_description.OutputValue]);
                last = values;
            }
        }

        return new SimulationResult(outputs, latency, interval, runs.Sum(run => run.Multiplications), runs, last);
    }

    private EngineRun Run(OperatorInfo op, IReadOnlyList<float[]> inputs)
    {
        EngineRun run = op.Program is null ? new VectorMachine(_description.Target).Run(op, inputs) : Engine().Run(op, inputs[0]);
        return op.Integer is null ? run with { Output = op.Activation.AfterLayer(run.Output) } : run;
    }

    private IMatrixEngine Engine() => _description.Target.Dataflow switch
    {
        "systolic" or "systolic_overlay" => new SystolicArray(_description.Target),
        "streamed_columns" => new ColumnEngine(_description.Target),
        "two_of_four" => new PairEngine(_description.Target),
        "inner_join" => new JoinEngine(_description.Target),
        "complementary" => new ComplementaryMachine(_description.Target),
        string other => throw new DescriptionException($"No engine for the dataflow '{other}'."),
    };
}
