using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>What was measured of a model and lies beside its weight file.</summary>
/// <param name="Plan">The tuning record: the fastest kernels. Null for none.</param>
/// <param name="Trace">The trace: how many activations are zero. Null for none.</param>
public sealed record MeasuredRecords(PlanFile? Plan, TraceFile? Trace)
{
    /// <summary>Nothing was measured.</summary>
    public static MeasuredRecords None { get; } = new(null, null);
}
