using System.Collections.Immutable;
using SparseCompile.Compiler.Common;
using SparseCompile.Generator.Parsing;

namespace SparseCompile.Generator.Pipeline;

/// <summary>Where the attributes of every declaration are: kept apart from the declarations, which do not change when they move.</summary>
internal sealed record DeclarationLocations(EquatableArray<(string FullName, EquatableArray<SourceLocation> Locations)> All)
{
    /// <summary>Takes the locations of all declarations that are compiled.</summary>
    public static DeclarationLocations Collect(ImmutableArray<ParsedDeclaration> parsed) => new(parsed
        .Where(one => one.Declaration is not null)
        .Select(one => (one.Declaration!.FullName, one.Locations))
        .ToEquatableArray());

    /// <summary>Where a declaration's attributes are.</summary>
    public EquatableArray<SourceLocation> Of(string fullName) =>
        All.Where(one => one.FullName == fullName).Select(one => one.Locations).FirstOrDefault();
}
