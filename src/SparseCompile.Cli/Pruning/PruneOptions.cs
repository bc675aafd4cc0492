using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning;

/// <summary>What a user asks for.</summary>
/// <param name="Default">Pattern and density of layers of which nothing else is said; null for a budget.</param>
/// <param name="Layers">Pattern and density by layer.</param>
/// <param name="IsSecondOrder">Weights are refitted; else they are pruned by magnitude.</param>
/// <param name="BudgetNanoseconds">Estimated time that all layers may take; null for none.</param>
/// <param name="Samples">Calibration samples that are used at most.</param>
internal sealed record PruneOptions(PruningChoice? Default, IReadOnlyDictionary<string, PruningChoice> Layers, bool IsSecondOrder, double? BudgetNanoseconds, int Samples)
{
    /// <summary>Patterns to choose from under a budget.</summary>
    public IReadOnlyList<PruningPattern> Patterns { get; init; } = [];
}
