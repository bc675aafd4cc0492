using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>Kernels of a model that are not left to the planner's estimates.</summary>
/// <param name="Model">Full name of the class, or of the matrix's method.</param>
/// <param name="Layers">The layers they are known for, at most one for each.</param>
public sealed record ModelChoices(string Model, EquatableArray<KernelChoice> Layers)
{
    /// <summary>SHA-256 of the weights, where they are not those of the record: a model may have more files than the one it lies beside. Empty otherwise.</summary>
    public string WeightsHash { get; init; } = "";

    /// <summary>What was chosen for a layer; null where that is left to the planner.</summary>
    public KernelChoice? Of(string layer) => Layers.FirstOrDefault(choice => choice.Layer == layer);
}
