using System.Globalization;
using SparseCompile.Cli;

namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>The results as Markdown: a section of the document on regret.</summary>
internal static class ConvDocument
{
    private const double Allowed = 0.15;

    /// <summary>The section.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<ConvResult> results)
    {
        double within = results.Count(result => result.Regret <= Allowed) / (double)results.Count;
        yield return "## Convolutions";
        yield return "";
        yield return Invariant($"**Within {Allowed:P0} for {within:P0} of {results.Count} layers.** Mean regret {results.Average(result => result.Regret):P1}, maximum {results.Max(result => result.Regret):P0}.");
        yield return "";
        yield return $"- Machine: {Machine.Describe()}, one thread. Cost table: `{MachineTarget.Current.Costs.Provenance}`.";
        foreach (IGrouping<string, ConvKernel> family in results.SelectMany(result => result.Kernels).Where(kernel => kernel.Estimate is not null).GroupBy(kernel => kernel.Family).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            double[] ratios = [.. family.Select(kernel => kernel.Ratio!.Value).Order()];
            yield return Invariant($"- {family.Key}: {ratios.Length} kernels, time / estimate {ratios[0]:F2} to {ratios[^1]:F2}, median {ratios[ratios.Length / 2]:F2}.");
        }

        yield return "";
        yield return "| layer | weights | zero inputs | kernel: estimate, ns; time, ns; the choice first | regret |";
        yield return "|---|---|---|---|---|";
        foreach (ConvResult result in results)
        {
            yield return Row(result);
        }
    }

    /// <summary>A line of the table.</summary>
    public static string Row(ConvResult result)
    {
        string kernels = string.Join("<br>", result.Kernels.Select(kernel => kernel.Estimate is { } estimate
            ? Invariant($"`{kernel.Name}`: {estimate:F0}; {kernel.Nanoseconds:F0}")
            : Invariant($"{kernel.Name}: {kernel.Nanoseconds:F0}")));
        return Invariant($"| {result.Point.Shape.Name} | {result.Point.Filling} | {result.Point.InputSparsity:P0} | {kernels} | {result.Regret:P0} |");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
