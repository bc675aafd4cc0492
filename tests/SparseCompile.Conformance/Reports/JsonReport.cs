using System.Text.Json;
using SparseCompile.Conformance.Running;

namespace SparseCompile.Conformance.Reports;

/// <summary>Results as a JSON document.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>The document: cases, and their numbers.</summary>
    public static string Of(IReadOnlyCollection<CaseResult> results) => JsonSerializer.Serialize(
        new
        {
            passed = TextReport.Count(results, Outcome.Passed),
            refused = TextReport.Count(results, Outcome.Refused),
            failed = TextReport.Count(results, Outcome.Failed),
            cases = results.Select(result => new { name = result.Name, outcome = result.Outcome.ToString().ToLowerInvariant(), detail = result.Detail }),
        },
        s_options);
}
