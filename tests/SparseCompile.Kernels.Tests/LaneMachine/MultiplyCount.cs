namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>Multiplies of a run.</summary>
internal sealed class MultiplyCount
{
    /// <summary>On active lanes; in a batch, once for every input.</summary>
    public long Active { get; set; }

    /// <summary>Stored weights met, each time they are: in a batch, once for all inputs.</summary>
    public long StoredWeights { get; set; }

    /// <summary>Multiplies of whole sums, one for each row that has weights, where inputs are added and subtracted first; in a batch, once for every input.</summary>
    public long Scales { get; set; }

    /// <summary>Those of <see cref="Active"/> by the bias their accumulator started from; -1 where it went on from an earlier kernel.</summary>
    public Dictionary<int, long> ByBias { get; } = [];
}
