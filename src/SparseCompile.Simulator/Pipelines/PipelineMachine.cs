using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>The modules of a streamed network under one clock. Inputs are offered as early as possible, outputs are always taken.</summary>
internal sealed class PipelineMachine
{
    private readonly Description _description;
    private readonly PipelineInfo _pipeline;
    private readonly Stage[] _stages;
    private readonly float[]?[] _offered;
    private readonly bool[] _moves;

    /// <summary>The modules of a description.</summary>
    public PipelineMachine(Description description)
    {
        _description = description;
        _pipeline = description.Pipeline!;
        _stages = [.. _pipeline.Stages.Select(stage => Stage.Of(stage, description))];
        _offered = new float[]?[_pipeline.Edges];
        _moves = new bool[_pipeline.Edges];
    }

    /// <summary>Runs inputs back to back.</summary>
    /// <param name="inputs">At least one; they are offered again until there are as many as the description's interval is for.</param>
    /// <param name="progress">Is told the inferences that are done.</param>
    public SimulationResult Run(IReadOnlyList<float[]> inputs, Action<int, int>? progress)
    {
        int count = Math.Max(_pipeline.Inferences, inputs.Count);
        List<float[]> beats = [.. inputs.SelectMany(input => Split(input, _pipeline.InputBeats))];
        List<float[]> outputs = [];
        List<float[]> received = [];
        List<long> ends = [];
        long sent = 0;
        for (long cycle = 0; ends.Count < count; cycle++)
        {
            Offer();
            if (!Cycle() && !_stages.Any(stage => stage.IsWorking))
            {
                throw new DescriptionException("The modules of the network wait for one another.");
            }

            sent += _moves[0] ? 1 : 0;
            if (_moves[_pipeline.Output])
            {
                received.Add(_offered[_pipeline.Output]!);
                if (received.Count == _pipeline.OutputBeats)
                {
                    ends.Add(cycle);
                    outputs.Add(Joined(received));
                    received.Clear();
                    progress?.Invoke(ends.Count, count);
                }
            }

            Clock();
        }

        // Windows may leave the last pixels of an image aside: they are computed after the output.
        Offer();
        while (Cycle() || _stages.Any(stage => stage.IsWorking))
        {
            sent += _moves[0] ? 1 : 0;
            Clock();
            Offer();
        }

        long multiplications = _stages.Sum(stage => stage.Multiplications) / count;
        OperatorInfo? final = _description.OutputValue == 0 ? null : _description.Operators[_description.OutputValue - 1];
        return new SimulationResult(
            [.. outputs.Take(inputs.Count).Select(output => final is { Integer: null } ? final.Activation.AfterLayer(output) : output)], ends[0] + 1, ends[^1] - ends[^2], multiplications, [], []);

        void Offer() => _offered[0] = sent < (long)count * _pipeline.InputBeats ? beats[(int)(sent % beats.Count)] : null;
    }

    /// <summary>Decides which beats move. A module may be ready because its reader is, so the last module comes first.</summary>
    private bool Cycle()
    {
        for (int stage = 0; stage < _stages.Length; stage++)
        {
            for (int output = 0; output < _stages[stage].Info.Outputs.Count; output++)
            {
                _offered[_stages[stage].Info.Outputs[output]] = _stages[stage].Offered(output);
            }
        }

        Array.Clear(_moves);
        bool moves = _moves[_pipeline.Output] = _offered[_pipeline.Output] is not null;
        for (int stage = _stages.Length - 1; stage >= 0; stage--)
        {
            StageInfo info = _stages[stage].Info;
            if (_stages[stage].IsReady(_moves[info.Outputs[0]]) && info.Inputs.All(input => _offered[input] is not null))
            {
                moves = true;
                foreach (int input in info.Inputs)
                {
                    _moves[input] = true;
                }
            }
        }

        return moves;
    }

    private void Clock()
    {
        // A module may offer what another takes in the same cycle: all of them see the cycle's beats.
        foreach (Stage stage in _stages)
        {
            float[][]? taken = _moves[stage.Info.Inputs[0]] ? [.. stage.Info.Inputs.Select(input => _offered[input]!)] : null;
            stage.Clock(taken, [.. stage.Info.Outputs.Select(output => _moves[output])]);
        }
    }

    private static IEnumerable<float[]> Split(float[] input, int beats)
    {
        int channels = input.Length / beats;
        return Enumerable.Range(0, beats).Select(beat => Enumerable.Range(0, channels).Select(channel => input[(channel * beats) + beat]).ToArray());
    }

    private static float[] Joined(List<float[]> beats)
    {
        int channels = beats[0].Length;
        return [.. Enumerable.Range(0, channels).SelectMany(channel => beats.Select(beat => beat[channel]))];
    }
}
