using SparseCompile.Compiler.Scheduling.Schedules.Bands;

namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>What a target does for one input, or for some side by side: copies and kernels in order, and the memory between them.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Storages">Pieces of memory, each at its offset.</param>
/// <param name="Floats">Floats of all of them, for one input: the peak, since pieces that are not alive at once share memory.</param>
public sealed record Schedule(IReadOnlyList<Step> Steps, IReadOnlyList<Storage> Storages, int Floats)
{
    /// <summary>Steps that run in turns, a band of rows at a time.</summary>
    internal IReadOnlyList<RowBands> Bands { get; init; } = [];

    /// <summary>Bytes at the peak, for one input.</summary>
    public long PeakBytes => (long)Floats * sizeof(float);
}
