using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>The pixels of an image become one beat, channels first.</summary>
internal sealed class FlattenStage(StageInfo info) : Stage(info)
{
    private readonly float[] _flat = new float[info.Beats * info.Channels];
    private int _filled;

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _filled == Info.Beats ? [.. _flat] : null;

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _filled < Info.Beats;

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        if (taken is not null)
        {
            for (int channel = 0; channel < Info.Channels; channel++)
            {
                _flat[(channel * Info.Beats) + _filled] = taken[0][channel];
            }

            _filled++;
        }
        else if (given[0])
        {
            _filled = 0;
        }
    }
}

/// <summary>Beats of several values, side by side.</summary>
internal sealed class ConcatStage(StageInfo info) : Stage(info)
{
    private float[]? _joined;

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _joined;

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _joined is null;

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given) =>
        _joined = taken is not null ? [.. taken.SelectMany(beat => beat)] : given[0] ? null : _joined;
}

/// <summary>A beat for several readers, each of which takes it when it is ready.</summary>
internal sealed class ForkStage(StageInfo info) : Stage(info)
{
    private readonly float[]?[] _pending = new float[]?[info.Outputs.Count];

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _pending[output];

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _pending.All(beat => beat is null);

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        for (int output = 0; output < _pending.Length; output++)
        {
            _pending[output] = taken is not null ? taken[0] : given[output] ? null : _pending[output];
        }
    }
}

/// <summary>A queue.</summary>
internal sealed class FifoStage(StageInfo info) : Stage(info)
{
    private readonly Queue<float[]> _beats = new();

    /// <inheritdoc/>
    public override float[]? Offered(int output) => _beats.TryPeek(out float[]? beat) ? beat : null;

    /// <inheritdoc/>
    public override bool IsReady(bool isTaken) => _beats.Count < Info.Capacity;

    /// <inheritdoc/>
    public override void Clock(float[][]? taken, bool[] given)
    {
        if (given[0])
        {
            _beats.Dequeue();
        }

        if (taken is not null)
        {
            _beats.Enqueue(taken[0]);
        }
    }
}
