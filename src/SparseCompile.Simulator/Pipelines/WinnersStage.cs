using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>K-winners: TAKE and COUNT for each beat of a group, SCAN of the histogram, WRITE and OUT for each beat.</summary>
internal sealed class WinnersStage(StageInfo info, OperatorInfo op, int lanes) : Stage(info)
{
    private const int Ranks = 256;
    private readonly float[] _group = new float[info.Beats * info.Channels];
    private readonly float[] _kept = new float[info.Beats * info.Channels];
    private State _state = State.Take;
    private int _beat;
    private int _at;

    private enum State
    {
        Take,
        Count,
        Scan,
        Write,
        Out,
    }

    /// <inheritdoc/>
    public override bool IsWorking => _state is State.Count or State.Scan or State.Write;

    /// <inheritdoc/>
    public override float[]? Offered(int output) =>
        _state == State.Out ? [.. Enumerable.Range(0, Info.Channels).Select(channel => _kept[(channel * Info.Beats) + _beat])] : null;

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _state == State.Take;

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        switch (_state)
        {
            case State.Take when taken is not null:
                for (int channel = 0; channel < Info.Channels; channel++)
                {
                    _group[(channel * Info.Beats) + _beat] = taken[0][channel];
                }

                (_state, _at) = (State.Count, 0);
                break;
            case State.Count:
                _at += lanes;
                if (_at >= Info.Channels)
                {
                    _beat = (_beat + 1) % Info.Beats;
                    (_state, _at) = (_beat == 0 ? State.Scan : State.Take, 0);
                }

                break;
            case State.Scan:
                if (++_at == Ranks)
                {
                    Group().Keep(_group, [.. Enumerable.Range(0, _group.Length)], _kept);
                    _state = State.Write;
                }

                break;
            case State.Write:
                _state = State.Out;
                break;
            case State.Out when given[0]:
                _beat = (_beat + 1) % Info.Beats;
                _state = _beat == 0 ? State.Take : State.Write;
                break;
        }
    }

    /// <summary>The rule for a group of the beats at hand: a pixel's factors are those of its channels.</summary>
    private WinnersInfo Group() => op.Winners! with { Channels = Info.Channels, Pixels = Info.Beats };
}
