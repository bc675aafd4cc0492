using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>A layer that is read or made, and compiled, when it is to be measured.</summary>
/// <param name="Name">The name that the reports print.</param>
/// <param name="Batch">Samples in one call.</param>
/// <param name="Load">Reads or makes the layer.</param>
internal sealed record GeneratedSource(string Name, int Batch, Func<DenseLayer> Load) : IWorkloadSource
{
    /// <summary>Whether samples lie side by side.</summary>
    public bool IsInColumns { get; init; }

    /// <inheritdoc/>
    public IWorkload? TryOpen(out string why)
    {
        why = "";
        return new GeneratedWorkload(Name, Batch, IsInColumns, Load());
    }
}
