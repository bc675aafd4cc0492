using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Images;

/// <summary>A network on images that is made and compiled when it is to be measured.</summary>
/// <param name="Name">The name that the reports print.</param>
/// <param name="Batch">Images in one call.</param>
/// <param name="Load">Makes the network.</param>
internal sealed record ImageSource(string Name, int Batch, Func<ImageNetwork> Load) : IWorkloadSource
{
    /// <inheritdoc/>
    public bool IsImage => true;

    /// <inheritdoc/>
    public IWorkload? TryOpen(out string why)
    {
        why = "";
        return new ImageWorkload(Name, Batch, Load());
    }
}
