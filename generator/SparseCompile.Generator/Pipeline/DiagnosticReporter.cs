using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The compiler's diagnostics as Roslyn's.</summary>
internal static class DiagnosticReporter
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors = DiagnosticDescriptors.All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>Reports them all.</summary>
    public static void Report(SourceProductionContext context, EquatableArray<CompilerDiagnostic> diagnostics)
    {
        foreach (CompilerDiagnostic diagnostic in diagnostics)
        {
            object[] arguments = [.. diagnostic.Arguments];
            context.ReportDiagnostic(Diagnostic.Create(Descriptors[diagnostic.Rule.Id], Locate(diagnostic.Location), arguments));
        }
    }

    private static Location Locate(SourceLocation? location) => location is null
        ? Location.None
        : Location.Create(
            location.FilePath,
            new TextSpan(location.Start, location.Length),
            new LinePositionSpan(new LinePosition(location.StartLine, location.StartColumn), new LinePosition(location.EndLine, location.EndColumn)));
}
