using SparseCompile.Compiler.Rtl.Stages;

namespace SparseCompile.Compiler.Rtl.Timing;

/// <summary>The position of a walk; a walk of one position for a stage without.</summary>
internal sealed class WalkPosition(WindowWalk? walk)
{
    private readonly HashSet<int> _insideRows = [.. walk?.InsideRows ?? [0]], _insideColumns = [.. walk?.InsideColumns ?? [0]];
    private readonly HashSet<int> _completeRows = [.. walk?.CompleteRows ?? [0]], _completeColumns = [.. walk?.CompleteColumns ?? [0]];
    private readonly int _height = walk?.Height ?? 1, _width = walk?.Width ?? 1;
    private int _y, _x;

    /// <summary>It is a pixel, and not padding.</summary>
    public bool IsInside => _insideRows.Contains(_y) && _insideColumns.Contains(_x);

    /// <summary>It completes a window.</summary>
    public bool Completes => _completeRows.Contains(_y) && _completeColumns.Contains(_x);

    /// <summary>Goes on, to the next image behind the last position.</summary>
    public void Advance()
    {
        _x = (_x + 1) % _width;
        _y = _x == 0 ? (_y + 1) % _height : _y;
    }
}

/// <summary>STEP a position at a time, RUN, WRITE, OUT.</summary>
internal sealed class StreamedTimer(ComputeStage stage, int lanes) : StageTimer
{
    private readonly WalkPosition _position = new(stage.Walk);
    private readonly int _depth = new LaneSchedule(stage.Rows, lanes).Depth;

    /// <summary>Cycles until STEP, the last of which is OUT; 0 in STEP.</summary>
    private int _left;

    public override bool IsValid(int output) => _left == 1;

    public override bool IsReady(int input, bool areAllValid, bool isOutputReady) => _left == 0 && _position.IsInside && areAllValid;

    public override void Step(bool isTaken, bool[] given)
    {
        if (_left > 1 || (_left == 1 && given[0]))
        {
            _left--;
        }
        else if (_left == 0 && (isTaken || !_position.IsInside))
        {
            _left = _position.Completes ? _depth + 2 : 0;
            _position.Advance();
        }
    }
}

/// <summary>A pipeline that moves as a whole.</summary>
internal sealed class SpatialTimer : StageTimer
{
    private readonly WalkPosition _position;
    private readonly bool[] _valid;

    public SpatialTimer(ComputeStage stage)
    {
        _position = new WalkPosition(stage.Walk);
        int windows = stage.Walk is null ? 0 : 1;
        _valid = new bool[windows + 1 + TreeShape.Levels(stage.Rows) + 1];
    }

    private bool IsLastValid => _valid[_valid.Length - 1];

    public override bool IsValid(int output) => IsLastValid;

    public override bool IsReady(int input, bool areAllValid, bool isOutputReady) => (!IsLastValid || isOutputReady) && _position.IsInside && areAllValid;

    public override void Step(bool isTaken, bool[] given)
    {
        if (IsLastValid && !given[0])
        {
            return;
        }

        Array.Copy(_valid, 0, _valid, 1, _valid.Length - 1);
        bool goes = isTaken || !_position.IsInside;
        _valid[0] = goes && _position.Completes;
        if (goes)
        {
            _position.Advance();
        }
    }
}
