using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Models;
using SparseCompile.Cli.Pruning.Numerics;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning;

/// <summary>Chooses a pattern and a density for each layer, such that the estimated time of all is within a budget and the sum of squared errors is the least.</summary>
/// <remarks>A knapsack with one item of each layer: exact, but for times that are rounded up to a 2,000th of the budget.</remarks>
internal static class BudgetPlanner
{
    private const int Steps = 2000;

    private static readonly double[] s_densities = [0.5, 0.25, 0.125, 0.0625, 0.03125];

    /// <summary>A choice for each layer.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="grams">Of the inputs of each; null where they are not known.</param>
    /// <param name="patterns">What to choose from.</param>
    /// <param name="budget">Nanoseconds.</param>
    /// <param name="given">Layers of which a user has said how to prune them.</param>
    /// <exception cref="ProjectException">Nothing is within the budget, or the time of a layer is not known.</exception>
    public static Dictionary<string, PruningChoice> Plan(
        IReadOnlyList<PrunableLayer> layers, IReadOnlyList<Gram[]?> grams, IReadOnlyList<PruningPattern> patterns, double budget, IReadOnlyDictionary<string, PruningChoice> given)
    {
        Item[][] items = [.. layers.Select((layer, i) => Items(layer, grams[i], patterns, given.GetValueOrDefault(layer.Name)))];
        double least = items.Sum(options => options.Min(item => item.Nanoseconds));
        if (least > budget)
        {
            throw new ProjectException(FormattableString.Invariant($"No choice of patterns and densities takes {budget / 1000:0.###} us or less. Expected a budget of at least {least / 1000:0.###} us."));
        }

        // The least cost by time used, and the choice of each layer that leads there.
        double[] costs = new double[Steps + 1];
        Array.Fill(costs, double.PositiveInfinity);
        costs[0] = 0;
        List<int[]> choices = [];
        foreach (Item[] options in items)
        {
            (costs, int[] chosen) = Add(costs, options, budget);
            choices.Add(chosen);
        }

        int time = Array.IndexOf(costs, costs.Min());
        if (double.IsPositiveInfinity(costs[time]))
        {
            // Rounding up leaves nothing: the fastest fits exactly.
            return layers.Select((layer, i) => (layer.Name, items[i].MinBy(item => item.Nanoseconds)!.Choice)).ToDictionary(pair => pair.Name, pair => pair.Choice);
        }

        Dictionary<string, PruningChoice> plan = [];
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            Item item = items[i][choices[i][time]];
            plan[layers[i].Name] = item.Choice;
            time -= Rounded(item, budget);
        }

        return plan;
    }

    private static (double[] Costs, int[] Chosen) Add(double[] costs, Item[] options, double budget)
    {
        double[] following = new double[Steps + 1];
        int[] chosen = new int[Steps + 1];
        Array.Fill(following, double.PositiveInfinity);
        for (int option = 0; option < options.Length; option++)
        {
            int time = Rounded(options[option], budget);
            for (int used = 0; used + time <= Steps; used++)
            {
                double cost = costs[used] + options[option].Cost;
                if (cost < following[used + time])
                {
                    (following[used + time], chosen[used + time]) = (cost, option);
                }
            }
        }

        return (following, chosen);
    }

    private static int Rounded(Item item, double budget) => (int)Math.Min(Steps + 1, Math.Ceiling(item.Nanoseconds / budget * Steps));

    private static Item[] Items(PrunableLayer layer, Gram[]? grams, IReadOnlyList<PruningPattern> patterns, PruningChoice? given)
    {
        if (layer.Shape is not { } shape)
        {
            throw new ProjectException($"The time of layer '{layer.Name}' is not known. Expected a project that declares its image, or no budget.");
        }

        IEnumerable<PruningChoice> choices = given is not null ? [given]
            : [PruningChoice.Dense, .. patterns.SelectMany(pattern => s_densities.Select(density => new PruningChoice(pattern, density)))];
        return [.. choices.Select(choice =>
        {
            float[] weights = choice.Pattern is { } pattern ? MagnitudePruning.Prune(layer, pattern, choice.Density) : layer.Weights;
            double error = choice.Pattern is null ? 0 : LayerError.Relative(layer, weights, grams);
            return new Item(choice, LayerEstimator.Estimate(shape, weights, null).Nanoseconds, error * error);
        })];
    }

    private sealed record Item(PruningChoice Choice, double Nanoseconds, double Cost);
}
