using System.Collections.Immutable;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Weights;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The project's weight files, in an order that does not depend on the build.</summary>
internal sealed record WeightFileSet(EquatableArray<WeightFile> Files)
{
    /// <summary>Sorts the files by name.</summary>
    public static WeightFileSet Create(ImmutableArray<WeightFile> files) =>
        new(files.OrderBy(file => file.LogicalName, StringComparer.Ordinal).ThenBy(file => file.Path, StringComparer.Ordinal).ToEquatableArray());
}
