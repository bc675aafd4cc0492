using System.Collections.Immutable;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The project's weight files and the records beside them, in an order that does not depend on the build.</summary>
/// <param name="Files">The weight files.</param>
/// <param name="Plans">The tuning records.</param>
/// <param name="Traces">The traces.</param>
internal sealed record WeightFileSet(EquatableArray<WeightFile> Files, EquatableArray<PlanFile> Plans, EquatableArray<TraceFile> Traces)
{
    /// <summary>The project's hardware targets, by name.</summary>
    public EquatableArray<TargetFile> Targets { get; init; } = EquatableArray<TargetFile>.Empty;

    /// <summary>Sorts the files by name.</summary>
    public static WeightFileSet Create(ImmutableArray<WeightFile> files, ImmutableArray<PlanFile> plans, ImmutableArray<TraceFile> traces) => new(
        files.OrderBy(file => file.LogicalName, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal).ToEquatableArray(),
        plans.OrderBy(plan => plan.LogicalName, StringComparer.Ordinal).ThenBy(plan => plan.Path, StringComparer.Ordinal).ToEquatableArray(),
        traces.OrderBy(trace => trace.LogicalName, StringComparer.Ordinal).ThenBy(trace => trace.ContentHash, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>The records beside a weight file.</summary>
    public MeasuredRecords RecordsOf(WeightFile file) => new(
        Plans.FirstOrDefault(plan => plan.LogicalName == file.LogicalName + PlanFile.Extension),
        Traces.FirstOrDefault(trace => trace.LogicalName == file.LogicalName + TraceFile.Extension));
}
