using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Timing;

/// <summary>In which cycle each beat of a network's output is taken, without back-pressure: cycle 0 is the first one after reset.</summary>
public static class RtlTiming
{
    /// <summary>Cycles without any beat after which a network counts as blocked.</summary>
    private const int Patience = 100_000_000;

    /// <summary>Runs inferences back to back: every input beat is offered as early as possible, every output beat is taken at once.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="inferences">How many.</param>
    /// <returns>The cycle of each output beat.</returns>
    public static long[] OutputCycles(StageGraph graph, int inferences)
    {
        StageTimer[] timers = [.. graph.Stages.Select(stage => stage.Accept(new TimerFactory(graph)))];
        bool[] valid = new bool[graph.Streams.Count], ready = new bool[graph.Streams.Count];
        long left = (long)graph.Streams[graph.Input].Beats * inferences;
        long[] cycles = new long[graph.Streams[graph.Output].Beats * inferences];
        int received = 0;
        for (long cycle = 0, idle = 0; received < cycles.Length; cycle++, idle++)
        {
            valid[graph.Input] = left > 0;
            ready[graph.Output] = true;
            Connect(graph, timers, valid, ready);
            left -= valid[graph.Input] && ready[graph.Input] ? 1 : 0;
            if (valid[graph.Output])
            {
                cycles[received++] = cycle;
                idle = 0;
            }

            for (int i = 0; i < timers.Length; i++)
            {
                Stage stage = graph.Stages[i];
                timers[i].Step(valid[stage.Inputs[0]] && ready[stage.Inputs[0]], [.. stage.Outputs.Select(output => valid[output] && ready[output])]);
            }

            if (idle > Patience)
            {
                throw new InvalidOperationException($"'{graph.Name}' blocks itself.");
            }
        }

        return cycles;
    }

    private static void Connect(StageGraph graph, StageTimer[] timers, bool[] valid, bool[] ready)
    {
        for (int i = 0; i < timers.Length; i++)
        {
            for (int output = 0; output < graph.Stages[i].Outputs.Count; output++)
            {
                valid[graph.Stages[i].Outputs[output]] = timers[i].IsValid(output);
            }
        }

        for (int i = timers.Length - 1; i >= 0; i--)
        {
            Stage stage = graph.Stages[i];
            bool areAllValid = stage.Inputs.All(input => valid[input]);
            for (int input = 0; input < stage.Inputs.Count; input++)
            {
                ready[stage.Inputs[input]] = timers[i].IsReady(input, areAllValid, ready[stage.Outputs[0]]);
            }
        }
    }
}
