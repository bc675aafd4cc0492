namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>When a stage takes and gives beats: a state machine without data.</summary>
internal abstract class StageTimer(StageSpec spec)
{
    /// <summary>The stage.</summary>
    public StageSpec Spec { get; } = spec;

    /// <summary>A beat is offered on an output. Registered: known before any ready.</summary>
    public abstract bool IsValid(int output);

    /// <summary>A beat is taken from every input.</summary>
    /// <param name="areValid">A beat is offered on each input.</param>
    /// <param name="isReady">The reader of the first output takes what is offered there.</param>
    public abstract bool IsReady(bool areValid, bool isReady);

    /// <summary>Cycles, this one included, in which nothing but time passes as long as no beat is moved.</summary>
    public abstract long Quiet { get; }

    /// <summary>Ends a cycle, or several quiet ones.</summary>
    /// <param name="cycles">How many.</param>
    /// <param name="taken">Beats were taken.</param>
    /// <param name="given">Beats were given, by output.</param>
    public abstract void Step(long cycles, bool taken, bool[] given);

    /// <summary>The timer of a stage.</summary>
    public static StageTimer Of(StageSpec spec) => spec.Kind switch
    {
        StageKind.Engine => new ScriptTimer(spec, EngineScript(spec)),
        StageKind.Winners => new ScriptTimer(spec, WinnersScript(spec)),
        StageKind.Flatten => new ScriptTimer(spec, [.. Enumerable.Repeat(ScriptTimer.Take, spec.Beats), ScriptTimer.Give]),
        StageKind.Concat => new ScriptTimer(spec, [ScriptTimer.Take, ScriptTimer.Give]),
        StageKind.Tree => new TreeTimer(spec),
        StageKind.Fork => new ForkTimer(spec),
        StageKind.Fifo => new FifoTimer(spec),
        _ => throw new InvalidOperationException($"No timer for {spec.Kind}."),
    };

    private static List<long> EngineScript(StageSpec spec)
    {
        List<long> script = [];
        foreach ((bool isInside, bool completes) in spec.Steps)
        {
            script.Add(isInside ? ScriptTimer.Take : 1);
            if (completes)
            {
                script.Add(spec.Run + 1);
                script.Add(ScriptTimer.Give);
            }
        }

        return script;
    }

    private static List<long> WinnersScript(StageSpec spec)
    {
        List<long> script = [];
        for (int beat = 0; beat < spec.Beats; beat++)
        {
            script.Add(ScriptTimer.Take);
            script.Add(spec.Run);
        }

        script.Add(Dataflows.VectorUnit.Ranks);
        for (int beat = 0; beat < spec.Beats; beat++)
        {
            script.Add(1);
            script.Add(ScriptTimer.Give);
        }

        return script;
    }
}

/// <summary>A stage that does one thing after the other: takes, works for some cycles, gives.</summary>
internal sealed class ScriptTimer(StageSpec spec, IReadOnlyList<long> script) : StageTimer(spec)
{
    /// <summary>Takes a beat from every input.</summary>
    public const long Take = -1;

    /// <summary>Gives a beat.</summary>
    public const long Give = -2;

    private int _at;
    private long _left = Math.Max(0, script[0]);

    /// <inheritdoc/>
    public override long Quiet => script[_at] < 0 ? long.MaxValue : _left;

    /// <inheritdoc/>
    public override bool IsValid(int output) => script[_at] == Give;

    /// <inheritdoc/>
    public override bool IsReady(bool areValid, bool isReady) => script[_at] == Take && areValid;

    /// <inheritdoc/>
    public override void Step(long cycles, bool taken, bool[] given)
    {
        if (script[_at] < 0)
        {
            if (taken || given[0])
            {
                Next();
            }
        }
        else if ((_left -= cycles) == 0)
        {
            Next();
        }
    }

    private void Next()
    {
        do
        {
            _at = (_at + 1) % script.Count;
        }
        while (script[_at] == 0);
        _left = script[_at];
    }
}

/// <summary>A pipeline that moves as a whole, or not at all.</summary>
internal sealed class TreeTimer : StageTimer
{
    private readonly bool[] _places;
    private int _at;

    /// <summary>The timer of a tree.</summary>
    public TreeTimer(StageSpec spec)
        : base(spec) => _places = new bool[spec.Levels + (spec.HasWindow ? 3 : 2)];

    /// <inheritdoc/>
    public override long Quiet => _places.Any(isBeat => isBeat) || !Spec.Steps[_at].IsInside ? 1 : long.MaxValue;

    /// <inheritdoc/>
    public override bool IsValid(int output) => _places[_places.Length - 1];

    /// <inheritdoc/>
    public override bool IsReady(bool areValid, bool isReady) => Spec.Steps[_at].IsInside && areValid && IsMoving(isReady);

    /// <inheritdoc/>
    public override void Step(long cycles, bool taken, bool[] given)
    {
        if (!IsMoving(given[0]))
        {
            return;
        }

        Array.Copy(_places, 0, _places, 1, _places.Length - 1);
        (bool isInside, bool completes) = Spec.Steps[_at];
        bool isDone = taken || !isInside;
        _places[0] = isDone && completes;
        _at = isDone ? (_at + 1) % Spec.Steps.Count : _at;
    }

    private bool IsMoving(bool isReady) => !IsValid(0) || isReady;
}

/// <summary>A beat for several readers, each of which takes it when it likes.</summary>
internal sealed class ForkTimer(StageSpec spec) : StageTimer(spec)
{
    private readonly bool[] _pending = new bool[spec.Outputs.Count];

    /// <inheritdoc/>
    public override long Quiet => long.MaxValue;

    /// <inheritdoc/>
    public override bool IsValid(int output) => _pending[output];

    /// <inheritdoc/>
    public override bool IsReady(bool areValid, bool isReady) => areValid && !_pending.Any(isPending => isPending);

    /// <inheritdoc/>
    public override void Step(long cycles, bool taken, bool[] given)
    {
        for (int output = 0; output < _pending.Length; output++)
        {
            _pending[output] = taken || (_pending[output] && !given[output]);
        }
    }
}

/// <summary>A queue.</summary>
internal sealed class FifoTimer(StageSpec spec) : StageTimer(spec)
{
    private long _count;

    /// <inheritdoc/>
    public override long Quiet => long.MaxValue;

    /// <inheritdoc/>
    public override bool IsValid(int output) => _count > 0;

    /// <inheritdoc/>
    public override bool IsReady(bool areValid, bool isReady) => areValid && _count < Spec.Run;

    /// <inheritdoc/>
    public override void Step(long cycles, bool taken, bool[] given) => _count += (taken ? 1 : 0) - (given[0] ? 1 : 0);
}
