using SparseCompile.Compiler.Targets.Costs;

namespace SparseCompile.Compiler.Targets;

/// <summary>An instruction set that generated code is written for. Each plans for itself from its own costs.</summary>
/// <param name="Name">Its name in ids and files: <c>avx512</c>.</param>
/// <param name="Suffix">What its methods' names end with: <c>512</c> for <c>Infer512</c>.</param>
/// <param name="Lanes">Float lanes of its registers.</param>
/// <param name="Executes">Lanes of the programs that it can execute, its own first: a narrower kernel is a candidate too.</param>
/// <param name="Guard">The C# condition under which its code runs; empty for the one that always can.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="HasBatch">It has kernels for several inputs side by side.</param>
public sealed record Target(string Name, string Suffix, int Lanes, IReadOnlyList<int> Executes, string Guard, string Description, bool HasBatch)
{
    private readonly Lazy<CostTable> _costs = new(() => CostTableReader.ReadResource(Name + ".json"));

    /// <summary>It has an instruction that multiplies and adds with one rounding.</summary>
    public bool HasFma { get; init; } = true;

    /// <summary>What operations cost on it.</summary>
    public CostTable Costs => _costs.Value;
}
