using System.Globalization;
using SparseCompile.Benchmarks.Generated;
using SparseCompile.Cli;
using SparseCompile.Cli.Tuning;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Targets.Costs;

namespace SparseCompile.Benchmarks.Regret;

/// <summary>The verb <c>regret</c>: how far the planner's choice is from the fastest candidate, over a grid of layers. Prints a document.</summary>
internal static class RegretCommand
{
    /// <summary>Candidates measured though they are estimated to be slower than the choice by up to this factor; the best of every family is measured in any case.</summary>
    private const double Reach = 1.5;

    private const int Most = 10;
    private const double Allowed = 0.15;

    /// <summary>Measures the points whose pattern contains the filter, and prints Markdown; <paramref name="verbose"/> lists every candidate too, estimate and time, for whoever fits the cost table.</summary>
    public static int Run(string filter, bool verbose)
    {
        List<PointResult> results = [];
        foreach (GridPoint point in GridPoint.Grid.Where(point => point.Pattern.Contains(filter, StringComparison.Ordinal)))
        {
            results.Add(Measure(point, verbose));
            Console.Error.WriteLine(Row(results[^1]));
        }

        if (results.Count == 0)
        {
            Console.Error.WriteLine($"No pattern of the grid contains '{filter}'.");
            return 2;
        }

        foreach (string line in Document(results))
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    private static PointResult Measure(GridPoint point, bool verbose)
    {
        using GeneratedModel model = new(point.Make());
        ModelPlan plan = ModelCompiler.Plan(GeneratedModel.Declaration, model.File, []) ?? throw new InvalidOperationException($"{point} has no plan.");
        KernelCandidate[] contenders = Contenders(plan.Layers[0].Candidates);
        InferMethod[] kernels = CandidateBuilder.Build(
            GeneratedModel.Declaration,
            model.File,
            [.. contenders.Select(contender => new ModelChoices("Model", new EquatableArray<KernelChoice>([new KernelChoice("fc1", contender.Description, 0)])))]);
        double[] times = new CandidateTimer(point.Extent, point.Extent, sparsity: 0, rounds: 31).Measure(kernels);
        int best = Array.IndexOf(times, times.Min());
        for (int i = 0; verbose && i < times.Length; i++)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {times[i],10:F0} ns measured, {contenders[i].Nanoseconds,10:F0} estimated: {contenders[i].Description}"));
        }

        return new PointResult(point, contenders[0].Description, times[0], contenders[best].Description, times[best], contenders.Length);
    }

    private static KernelCandidate[] Contenders(IEnumerable<KernelCandidate> candidates)
    {
        KernelCandidate[] sorted = [.. candidates.OrderBy(candidate => candidate.Nanoseconds)];
        IEnumerable<KernelCandidate> families = sorted.GroupBy(candidate => PointResult.Family(candidate.Description)).Select(family => family.First());
        IEnumerable<KernelCandidate> near = sorted.Where(candidate => candidate.Nanoseconds <= sorted[0].Nanoseconds * Reach).Take(Most);
        return [.. near.Union(families).OrderBy(candidate => candidate.Nanoseconds)];
    }

    private static IEnumerable<string> Document(IReadOnlyList<PointResult> results)
    {
        double within = results.Count(result => result.Regret <= Allowed) / (double)Math.Max(1, results.Count);
        yield return "# Planner regret";
        yield return "";
        yield return $"How much slower the planner's choice is than the fastest candidate that was measured, layer by layer. Machine: {Machine.Describe()}, one thread. Cost table: `{CostTable.Avx512.Provenance}`.";
        yield return "Made by `dotnet run -c Release --project tests/SparseCompile.Benchmarks -- regret > docs/planner-regret.md`; layers are seeded and square, without bias or activation; those above 2,000,000 non-zeros";
        yield return "are left out. Of each layer the best candidate of every family is measured, and whatever is estimated at up to 1.5 times the choice, in turns, 31 rounds; times are lower quartiles.";
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Within {Allowed:P0}: {within:P0} of {results.Count} layers. Mean regret {results.Average(result => result.Regret):P1}, largest {results.Max(result => result.Regret):P0}.");
        yield return "";
        yield return "| layer | density | pattern | chosen | ns | fastest | ns | regret |";
        yield return "|---|---|---|---|---|---|---|---|";
        foreach (PointResult result in results)
        {
            yield return Row(result);
        }
    }

    private static string Row(PointResult result)
    {
        string best = result.Best == result.Chosen ? "the same" : result.Best;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {result.Point.Extent} x {result.Point.Extent} | {result.Point.Density:P0} | {result.Point.Pattern} | {result.Chosen} | {result.ChosenNanoseconds:F0} | {best} | {result.BestNanoseconds:F0} | {result.Regret:P0} |");
    }
}
