using System.Globalization;
using Microsoft.CodeAnalysis;
using SparseCompile.Conformance.Cases;
using SparseCompile.Testing;

namespace SparseCompile.Conformance.Running;

/// <summary>Cases compiled as a user's project would: an attribute on a class for each, by the generator, in memory.</summary>
public sealed class CompiledCases : IDisposable
{
    private readonly IReadOnlyList<ConformanceCase> _cases;
    private readonly CaseResult?[] _refusals;
    private readonly LoadedModels? _models;

    /// <summary>Compiles them.</summary>
    public CompiledCases(IReadOnlyList<ConformanceCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        _cases = cases;
        _refusals = new CaseResult?[cases.Count];

        // A line each, by which diagnostics are told apart.
        string source = string.Concat(cases.Select((_, i) => $"[SparseCompile.SparseModel(\"{Folder(i)}/{CaseFinder.ModelName}\")] public static partial class Case{i};\n"));
        WeightInput[] files =
        [
            .. cases.SelectMany((own, i) => own.Files.Select(file => new WeightInput(file, $"{Folder(i)}/{Path.GetRelativePath(own.Folder, file).Replace('\\', '/')}"))),
        ];
        try
        {
            GeneratorRun run = GeneratorRun.Of(source, files);
            foreach (Diagnostic error in run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                int index = error.Location.GetLineSpan().StartLinePosition.Line;
                bool isDefect = error.Id == "SPARSE0024";
                _refusals[index] ??= new CaseResult(cases[index].Name, isDefect ? Outcome.Failed : Outcome.Refused, $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture).Replace(Folder(index) + "/", "", StringComparison.Ordinal)}");
            }

            _models = new LoadedModels(run);
        }
        catch (InvalidOperationException exception)
        {
            Problem = exception.Message + (exception.InnerException is { } inner ? " " + inner : "");
        }
    }

    /// <summary>Why none of them could be compiled; null where they could.</summary>
    public string? Problem { get; }

    /// <summary>The result of a case that the generator refused; null for others.</summary>
    public CaseResult? Refusal(int index) => _refusals[index];

    /// <summary>A case that was compiled.</summary>
    public CompiledModel Model(int index) => new(_models!["Case" + index.ToString(CultureInfo.InvariantCulture)], _cases[index]);

    /// <inheritdoc/>
    public void Dispose() => _models?.Dispose();

    private static string Folder(int index) => "case" + index.ToString(CultureInfo.InvariantCulture);
}
