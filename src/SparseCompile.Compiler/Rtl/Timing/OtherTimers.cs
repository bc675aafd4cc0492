using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Timing;

/// <summary>Takes so many beats, then is busy, then gives so many; each after so many cycles more.</summary>
/// <param name="beats">Beats of a group, in and out.</param>
/// <param name="afterBeat">Cycles after each beat before the next, or before the work of the group.</param>
/// <param name="work">Cycles of the group.</param>
/// <param name="beforeOutput">Cycles before each output.</param>
internal sealed class WinnersTimer(int beats, int afterBeat, int work, int beforeOutput) : StageTimer
{
    private int _taken, _given, _wait;

    public override bool IsValid(int output) => _taken == beats && _wait == 0;

    public override bool IsReady(int input, bool areAllValid, bool isOutputReady) => _taken < beats && _wait == 0;

    public override void Step(bool isTaken, bool[] given)
    {
        if (_wait > 0)
        {
            _wait--;
        }
        else if (isTaken)
        {
            _taken++;
            _wait = afterBeat + (_taken == beats ? work + beforeOutput : 0);
        }
        else if (given[0])
        {
            _given = (_given + 1) % beats;
            _taken = _given == 0 ? 0 : _taken;
            _wait = _given == 0 ? 0 : beforeOutput;
        }
    }
}

/// <summary>Takes so many beats, then offers one result to each reader: a flatten, a concatenation, a fork.</summary>
/// <param name="beats">Beats taken.</param>
/// <param name="readers">Readers of the result.</param>
internal sealed class GatherTimer(int beats, int readers) : StageTimer
{
    private readonly bool[] _pending = new bool[readers];
    private int _taken;

    public override bool IsValid(int output) => _pending[output];

    public override bool IsReady(int input, bool areAllValid, bool isOutputReady) => _taken < beats && areAllValid;

    public override void Step(bool isTaken, bool[] given)
    {
        if (isTaken && ++_taken == beats)
        {
            for (int i = 0; i < readers; i++)
            {
                _pending[i] = true;
            }

            return;
        }

        for (int i = 0; i < readers; i++)
        {
            _pending[i] &= !given[i];
        }

        _taken = _taken == beats && !_pending.Contains(true) ? 0 : _taken;
    }
}

/// <summary>Holds beats.</summary>
/// <param name="depth">How many at most.</param>
internal sealed class FifoTimer(int depth) : StageTimer
{
    private int _count;

    public override bool IsValid(int output) => _count > 0;

    public override bool IsReady(int input, bool areAllValid, bool isOutputReady) => _count < depth;

    public override void Step(bool isTaken, bool[] given) => _count += (isTaken ? 1 : 0) - (given[0] ? 1 : 0);
}

/// <summary>The timer of each stage.</summary>
internal sealed class TimerFactory(StageGraph graph) : IStageVisitor<StageTimer>
{
    public StageTimer Visit(ComputeStage stage) => graph.Target == RtlTarget.Streamed ? new StreamedTimer(stage, graph.Lanes) : new SpatialTimer(stage);

    public StageTimer Visit(WinnersStage stage)
    {
        int channels = graph.Streams[stage.Inputs[0]].Channels;
        return new WinnersTimer(stage.GroupBeats, (channels + graph.Lanes - 1) / graph.Lanes, WinnersRanks.Count, 1);
    }

    public StageTimer Visit(FlattenStage stage) => new GatherTimer(graph.Streams[stage.Inputs[0]].Beats, 1);

    public StageTimer Visit(ConcatStage stage) => new GatherTimer(1, 1);

    public StageTimer Visit(ForkStage stage) => new GatherTimer(1, stage.Outputs.Count);

    public StageTimer Visit(FifoStage stage) => new FifoTimer(stage.Depth);
}
