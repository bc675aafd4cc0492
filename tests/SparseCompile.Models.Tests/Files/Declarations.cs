using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Files;

/// <summary>Many classes, one a line, compiled in one run of the generator; whose file a diagnostic is about is told by its line.</summary>
internal sealed class Declarations
{
    private readonly ILookup<int, Diagnostic> _byLine;

    private Declarations(IReadOnlyList<WeightInput> files, IEnumerable<string> lines)
    {
        Run = GeneratorRun.Of("using System; using SparseCompile;\n" + string.Join("\n", lines), [.. files.Distinct()]);
        _byLine = Run.Diagnostics.ToLookup(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - 1);
        _byLine.Select(static line => line.Key).ShouldAllBe(line => line >= 0 && line < files.Count);
    }

    /// <summary>The run; it throws when the generator does.</summary>
    public GeneratorRun Run { get; }

    /// <summary>A [SparseMatrix] method for each file.</summary>
    /// <param name="files">Each file with the attribute's arguments after it.</param>
    public static Declarations OfMatrices(IReadOnlyList<(WeightInput File, string Options)> files) => new(
        [.. files.Select(static one => one.File)],
        files.Select(static (one, i) =>
            $"public static partial class {Name(i)} {{ [SparseMatrix(\"{one.File.LogicalName}\"{one.Options})] public static partial void Apply(ReadOnlySpan<float> x, Span<float> y); }}"));

    /// <summary>A [SparseModel] class with the same layers for each file.</summary>
    public static Declarations OfModels(IReadOnlyList<WeightInput> files, string layers) => new(
        files, files.Select((file, i) => $"[SparseModel(\"{file.LogicalName}\")] {layers} public static partial class {Name(i)};"));

    /// <summary>A matrix's code.</summary>
    public static LoadedModel Matrix(LoadedModels models, int index) => models.Matrix(Name(index), "Apply");

    /// <summary>The rule of the one error that a file gave; null when it was compiled. More errors fail the test, and so does the compiler's own failure.</summary>
    public string? Verdict(int index, string what)
    {
        Diagnostic[] errors = [.. _byLine[index].Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        errors.Length.ShouldBeLessThanOrEqualTo(1, what);
        errors.Select(static error => error.Id).ShouldNotContain("SPARSE0024", what + ": " + string.Concat<object>(errors));
        return errors.FirstOrDefault()?.Id;
    }

    private static string Name(int index) => "C" + index.ToString(CultureInfo.InvariantCulture);
}
