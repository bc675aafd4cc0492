using System.Collections.Immutable;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The project's weight files and the plans beside them, in an order that does not depend on the build.</summary>
/// <param name="Files">The weight files.</param>
/// <param name="Plans">The plans.</param>
internal sealed record WeightFileSet(EquatableArray<WeightFile> Files, EquatableArray<PlanFile> Plans)
{
    /// <summary>Sorts the files by name.</summary>
    public static WeightFileSet Create(ImmutableArray<WeightFile> files, ImmutableArray<PlanFile> plans) => new(
        files.OrderBy(file => file.LogicalName, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal).ToEquatableArray(),
        plans.OrderBy(plan => plan.LogicalName, StringComparer.Ordinal).ThenBy(plan => plan.Path, StringComparer.Ordinal).ToEquatableArray());

    /// <summary>The plan of a weight file; null when there is none.</summary>
    public PlanFile? PlanOf(WeightFile file) => Plans.FirstOrDefault(plan => plan.LogicalName == file.LogicalName + PlanFile.Extension);
}
