namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>When the beats of a streamed network move, if inputs are offered as early as possible and outputs always taken.</summary>
internal sealed class PipelineTimer
{
    /// <summary>Inputs, back to back, of which the last two give the interval.</summary>
    public const int Inferences = 6;

    private readonly StageGraph _graph;
    private readonly StageTimer[] _stages;
    private readonly bool[] _valid;
    private readonly bool[] _moves;
    private readonly bool[][] _given;
    private long _sent;

    private PipelineTimer(StageGraph graph)
    {
        _graph = graph;
        _stages = [.. graph.Stages.Select(StageTimer.Of)];
        _valid = new bool[graph.Edges];
        _moves = new bool[graph.Edges];
        _given = [.. graph.Stages.Select(stage => new bool[stage.Outputs.Count])];
    }

    /// <summary>Cycles of one input from the first cycle to its last output beat, and cycles between the last output beats of the last two.</summary>
    public static (long Latency, long Interval) Time(StageGraph graph)
    {
        PipelineTimer timer = new(graph);
        List<long> ends = [];
        long received = 0;
        long cycle = 0;
        while (ends.Count < Inferences)
        {
            bool isMoving = timer.Decide();
            if (timer._moves[graph.Output] && ++received % graph.OutputBeats == 0)
            {
                ends.Add(cycle);
            }

            long cycles = isMoving ? 1 : timer._stages.Min(stage => stage.Quiet);
            if (cycles == long.MaxValue)
            {
                throw new InvalidOperationException("The modules of a network wait for one another.");
            }

            timer.End(cycles);
            cycle += cycles;
        }

        return (ends[0] + 1, ends[ends.Count - 1] - ends[ends.Count - 2]);
    }

    /// <summary>Decides which beats move in this cycle; readiness goes from the output to the input.</summary>
    private bool Decide()
    {
        _valid[0] = _sent < (long)Inferences * _graph.InputBeats;
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            IReadOnlyList<int> outputs = _graph.Stages[stage].Outputs;
            for (int output = 0; output < outputs.Count; output++)
            {
                _valid[outputs[output]] = _stages[stage].IsValid(output);
            }
        }

        Array.Clear(_moves, 0, _moves.Length);
        _moves[_graph.Output] = _valid[_graph.Output];
        bool isMoving = _moves[_graph.Output];
        for (int stage = _stages.Length - 1; stage >= 0; stage--)
        {
            StageSpec spec = _graph.Stages[stage];
            if (_stages[stage].IsReady(spec.Inputs.All(input => _valid[input]), _moves[spec.Outputs[0]]))
            {
                isMoving = true;
                foreach (int input in spec.Inputs)
                {
                    _moves[input] = true;
                }
            }
        }

        return isMoving;
    }

    private void End(long cycles)
    {
        _sent += _moves[0] ? 1 : 0;
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            StageSpec spec = _graph.Stages[stage];
            for (int output = 0; output < spec.Outputs.Count; output++)
            {
                _given[stage][output] = _moves[spec.Outputs[output]];
            }

            _stages[stage].Step(cycles, _moves[spec.Inputs[0]], _given[stage]);
        }
    }
}
