using SparseCompile.Conformance.Running;

namespace SparseCompile.Conformance.Reports;

/// <summary>Results as lines.</summary>
public static class TextReport
{
    /// <summary>The line of a case.</summary>
    public static string Line(CaseResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Outcome switch
        {
            Outcome.Passed => $"{result.Name}: passed",
            Outcome.Refused => $"{result.Name}: refused: {result.Detail}",
            Outcome.Failed => $"{result.Name}: FAILED {result.Detail}",
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
    }

    /// <summary>The last line.</summary>
    public static string Summary(IReadOnlyCollection<CaseResult> results) =>
        $"{Count(results, Outcome.Passed)} passed, {Count(results, Outcome.Refused)} refused, {Count(results, Outcome.Failed)} failed";

    /// <summary>Results of an outcome.</summary>
    public static int Count(IReadOnlyCollection<CaseResult> results, Outcome outcome) => results.Count(result => result.Outcome == outcome);
}
