using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Parsing;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The compiler's diagnostics as Roslyn's.</summary>
internal static class DiagnosticReporter
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = DiagnosticDescriptors.All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>Reports them all.</summary>
    /// <param name="context">Takes them.</param>
    /// <param name="diagnostics">What to report.</param>
    /// <param name="locations">Where the declaration's attributes are.</param>
    public static void Report(SourceProductionContext context, EquatableArray<CompilerDiagnostic> diagnostics, EquatableArray<SourceLocation> locations)
    {
        foreach (CompilerDiagnostic diagnostic in diagnostics)
        {
            object[] arguments = [.. diagnostic.Arguments];
            context.ReportDiagnostic(Diagnostic.Create(Descriptors[diagnostic.Rule.Id], Locate(diagnostic.Location, locations), Properties(diagnostic), arguments));
        }
    }

    /// <summary>The arguments of the message, for code fixes: they need not take the message apart.</summary>
    private static ImmutableDictionary<string, string?> Properties(CompilerDiagnostic diagnostic) => diagnostic.Arguments
        .Select((argument, i) => new KeyValuePair<string, string?>("Argument" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), argument)).ToImmutableDictionary();

    private static Location Locate(AttributePlace? place, EquatableArray<SourceLocation> locations)
    {
        SourceLocation location = place is not null && place.Index >= 0 && place.Index < locations.Count ? locations[place.Index] : SourceLocation.None;
        return location.Tree is { } tree ? Location.Create(tree, location.Span) : Location.None;
    }
}
