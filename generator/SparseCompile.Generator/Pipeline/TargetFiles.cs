using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Generator.Pipeline;

/// <summary>The project's hardware targets: additional files whose names end with <see cref="TargetFile.Extension"/>.</summary>
internal static class TargetFiles
{
    /// <summary>Whether an additional file is a target.</summary>
    public static bool IsTarget(AdditionalText text) => text.Path.EndsWith(TargetFile.Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file. Its name alone goes on: folders differ from machine to machine.</summary>
    public static TargetFile Open(AdditionalText text, CancellationToken cancellation) =>
        new(Path.GetFileName(text.Path), text.GetText(cancellation)?.ToString() ?? "");

    /// <summary>Files in an order that does not depend on the build.</summary>
    public static EquatableArray<TargetFile> Sort(IEnumerable<TargetFile> files) =>
        files.OrderBy(file => file.Name, StringComparer.Ordinal).ThenBy(file => file.Text, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>What is wrong with them.</summary>
    public static EquatableArray<CompilerDiagnostic> Check(EquatableArray<TargetFile> files) => files.Count == 0
        ? EquatableArray<CompilerDiagnostic>.Empty
        : new TargetSet(files).Errors.Select(error => CompilerDiagnostic.Create(Rules.TargetMalformed, null, error.File, error.Error.Place, error.Error.Found, error.Error.Expected)).ToEquatableArray();
}
