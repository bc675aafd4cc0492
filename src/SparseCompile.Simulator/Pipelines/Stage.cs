using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Pipelines;

/// <summary>A module, stepped cycle by cycle. All it shows is registered, but for the readiness of a pipeline that moves as a whole.</summary>
internal abstract class Stage(StageInfo info)
{
    /// <summary>How it is connected.</summary>
    public StageInfo Info { get; } = info;

    /// <summary>Multiplications so far.</summary>
    public long Multiplications { get; protected set; }

    /// <summary>It goes on by itself, without a beat.</summary>
    public virtual bool IsWorking => false;

    /// <summary>The beat that is offered on an output; null for none.</summary>
    public abstract float[]? Offered(int output);

    /// <summary>Whether beats offered on all inputs are taken in this cycle.</summary>
    /// <param name="isTaken">The beat that is offered on the first output is taken.</param>
    public abstract bool IsReady(bool isTaken);

    /// <summary>Ends the cycle.</summary>
    /// <param name="taken">The beats that were taken, one for each input; null for none.</param>
    /// <param name="given">Which outputs' beats were taken.</param>
    public abstract void Clock(float[][]? taken, bool[] given);

    /// <summary>The module of a description's stage.</summary>
    public static Stage Of(StageInfo info, Description description)
    {
        OperatorInfo? op = info.Operator < 0 ? null : description.Operators[info.Operator];
        return info.Kind switch
        {
            "engine" => new EngineStage(info, op!, description.Target),
            "tree" => new TreeStage(info, op!),
            "winners" => new WinnersStage(info, op!, description.Target.VectorLanes),
            "flatten" => new FlattenStage(info),
            "concat" => new ConcatStage(info),
            "fork" => new ForkStage(info),
            "fifo" => new FifoStage(info),
            _ => throw new DescriptionException($"No stage '{info.Kind}'."),
        };
    }
}
