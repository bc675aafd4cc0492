namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Something that may be measured, if what it needs is on this machine.</summary>
internal interface IWorkloadSource
{
    /// <summary>The name that the reports print; what follows a colon tells the members of a group apart.</summary>
    string Name { get; }

    /// <summary>Whether it is a network on images.</summary>
    bool IsImage => false;

    /// <summary>Loads the network, or says why it cannot be measured.</summary>
    IWorkload? TryOpen(out string why);
}
