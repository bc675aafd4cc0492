using System.Globalization;
using SparseCompile.Cli;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>The results as Markdown.</summary>
internal static class RegretDocument
{
    private const double Allowed = 0.15;

    /// <summary>The whole document.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<PointResult> results)
    {
        yield return "# Planner regret";
        yield return "";
        yield return $"How much slower the planner's choice is than the fastest way that was measured, layer by layer. Machine: {Machine.Describe()}, one thread. Cost table: `{TargetRegistry.Avx512.Costs.Provenance}`.";
        yield return "Made by `dotnet run -c Release --project tests/SparseCompile.Benchmarks -- regret > docs/planner-regret.md`; layers are seeded and square, without bias or activation; those above 2,000,000 non-zeros";
        yield return "are left out. Of each layer the best candidate of every family is measured, whatever is estimated at up to 1.5 times the choice, the chosen model's forms for other processors, and a loop over compressed rows with";
        yield return "four sums, in turns, 31 rounds; times are lower quartiles. Regret is measured against the fastest of all of these, the loop included.";
        yield return "";
        foreach (IGrouping<string, PointResult> part in results.GroupBy(result => Part(result.Point)))
        {
            yield return Summary(part.Key, [.. part]);
        }

        yield return "";
        yield return "| layer | non-zeros | pattern | chosen | ns | fastest of ours | ns | CSR loop, ns | regret |";
        yield return "|---|---|---|---|---|---|---|---|---|";
        foreach (PointResult result in results)
        {
            yield return Row(result);
        }
    }

    /// <summary>A line of the table.</summary>
    public static string Row(PointResult result)
    {
        string ours = result.Ours.Name == result.Chosen.Name ? "the same" : result.Ours.Name;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Point.Extent} x {result.Point.Extent} | {result.Point.Filling} | {result.Point.Pattern} | {result.Chosen.Name} | {result.Chosen.Nanoseconds:F0} | {ours} | {result.Ours.Nanoseconds:F0} | {result.Csr.Nanoseconds:F0} | {result.Regret:P0} |");
    }

    private static string Part(GridPoint point) => point.IsHypersparse ? "wide layers with 1 to 30 non-zeros a row" : "layers of networks";

    private static string Summary(string part, IReadOnlyList<PointResult> results)
    {
        double within = results.Count(result => result.Regret <= Allowed) / (double)results.Count;
        int lost = results.Count(result => result.Csr.Nanoseconds < result.Ours.Nanoseconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"- {results.Count} {part}: within {Allowed:P0}, {within:P0}; mean regret {results.Average(result => result.Regret):P1}, largest {results.Max(result => result.Regret):P0}; the loop the fastest of all in {lost}.");
    }
}
