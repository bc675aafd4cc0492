namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Executes a layer's ROM cycle by cycle. Knows the machine, and none of the description's formulas.</summary>
public sealed class StreamedLanesStepper
{
    private readonly LayerProgram _program;
    private readonly LaneRegisters[] _lanes;
    private readonly float[] _rows;
    private readonly bool[] _computed;
    private StepperState _state = StepperState.Accept;

    /// <summary>Powers the machine up: rows without words get their constant now and are never written again.</summary>
    public StreamedLanesStepper(LayerProgram program)
    {
        _program = program;
        _lanes = [.. program.Lanes.Select(rom => new LaneRegisters(rom))];
        _rows = [.. program.Biases.Select(program.Activation.WriteBack)];
        _computed = new bool[_rows.Length];
        foreach ((int lane, IReadOnlyList<RomWord> rom) in program.Lanes.Index())
        {
            foreach (RomWord word in rom)
            {
                // A lane's write port reaches only its own rows.
                (word.Row % program.Lanes.Count).ShouldBe(lane);
                _computed[word.Row] = true;
            }
        }
    }

    /// <summary>Runs one inference, from one acceptance to just before the next.</summary>
    public StepResult Infer(float[] inputs)
    {
        int cycle = 0, lastWriteBack = 0, busy = 0, stalls = 0;
        int multipliesBefore = _lanes.Sum(lane => lane.Multiplies);
        _state.ShouldBe(StepperState.Accept);
        do
        {
            foreach (LaneRegisters lane in _lanes)
            {
                // Later stages first: each reads what its predecessor left in the cycle before.
                if (lane.WriteBack() is (int row, float sum))
                {
                    _rows[row] = _program.Activation.WriteBack(sum);
                    lastWriteBack = cycle;
                }

                lane.Accumulate(inputs, _program.Biases);
                if (_state == StepperState.Run)
                {
                    bool valid = lane.Fetch();
                    busy += valid ? 1 : 0;
                    stalls += valid ? 0 : 1;
                }
                else
                {
                    lane.Bubble();
                }
            }

            Advance();
            cycle++;
        }
        while (_state != StepperState.Accept);

        int multiplies = _lanes.Sum(lane => lane.Multiplies) - multipliesBefore;
        return new StepResult([.. _rows], cycle - 1, cycle, lastWriteBack, busy, stalls, multiplies);
    }

    private void Advance()
    {
        if (_state == StepperState.Accept)
        {
            Array.ForEach(_lanes, lane => lane.Accept());
            Poison();
        }

        _state = _state switch
        {
            StepperState.Accept or StepperState.Run when _lanes.All(lane => lane.Exhausted) => StepperState.DrainAccumulate,
            StepperState.Accept or StepperState.Run => StepperState.Run,
            StepperState.DrainAccumulate => StepperState.DrainWriteBack,
            _ => StepperState.Accept,
        };
    }

    // A row that is not written in every inference shall be noticed.
    private void Poison()
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            _rows[row] = _computed[row] ? float.NaN : _rows[row];
        }
    }
}
