using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>Lanes that work through the words of their rows: STEP, RUN, WRITE, OUT.</summary>
internal sealed class EngineStage : Stage
{
    private readonly WindowBuffer _window;
    private readonly TermList _terms;
    private readonly Term[][] _lanes;
    private readonly int _depth;
    private readonly int _banks;
    private readonly bool _multiplies;
    private readonly double[] _sums;
    private State _state = State.Step;
    private float[][] _beats = [];
    private float[] _result = [];
    private int _word;
    private int _reads;

    /// <summary>The engine of an operator.</summary>
    public EngineStage(StageInfo info, OperatorInfo op, TargetInfo target)
        : base(info)
    {
        _window = new WindowBuffer(op.Window, info.Beats);
        _terms = new TermList(op, info.Channels);
        _multiplies = op.Program is not null;
        _lanes = op.Program is { } program
            ? [.. program.Lanes.Select(lane => lane.Select(word => new Term(word.Row, word.Column, word.Weight)).ToArray())]
            : [.. Enumerable.Range(0, target.Lanes).Select(lane => Rows(lane, target.Lanes).SelectMany(row => _terms.Of(row)).ToArray())];
        _depth = _lanes.Max(lane => lane.Length);
        _banks = _multiplies ? target.ActivationBanks : 0;
        _sums = new double[_terms.Rows];
    }

    private enum State
    {
        Step,
        Run,
        Write,
        Out,
    }

    /// <inheritdoc/>
    public override bool IsWorking => _state is State.Run or State.Write || (_state == State.Step && !_window.WantsBeat);

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _state == State.Out ? _result : null;

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _state == State.Step && _window.WantsBeat;

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        switch (_state)
        {
            case State.Step when taken is not null || !_window.WantsBeat:
                _beats = taken ?? _beats;
                if (_window.Step(taken?[0]))
                {
                    Begin();
                }

                break;
            case State.Run:
                Run();
                break;
            case State.Write:
                _result = [.. _sums.Select((sum, row) => _terms.Finish(sum, row, _window.Completed))];
                _state = State.Out;
                break;
            case State.Out when given[0]:
                _state = State.Step;
                break;
        }
    }

    private IEnumerable<int> Rows(int lane, int lanes)
    {
        for (int row = lane; row < _terms.Rows; row += lanes)
        {
            yield return row;
        }
    }

    private void Begin()
    {
        for (int row = 0; row < _sums.Length; row++)
        {
            _sums[row] = _terms.Start(row);
        }

        (_word, _reads) = (0, 0);
        _state = _depth == 0 ? State.Write : State.Run;
    }

    /// <summary>All lanes do a word, in the cycle in which the last bank has delivered what they read.</summary>
    private void Run()
    {
        _reads++;
        if (_banks > 0 && _reads < Addresses())
        {
            return;
        }

        _reads = 0;
        foreach (Term[] lane in _lanes)
        {
            if (_word < lane.Length)
            {
                Term term = lane[_word];
                _sums[term.Row] = _terms.Combine(_sums[term.Row], term, _terms.Value(term, _window, _beats));
                Multiplications += _multiplies ? 1 : 0;
            }
        }

        _state = ++_word == _depth ? State.Write : State.Run;
    }

    private int Addresses() => _lanes.Where(lane => _word < lane.Length).Select(lane => lane[_word].Column).Distinct().GroupBy(column => column % _banks).Max(bank => bank.Count());
}
