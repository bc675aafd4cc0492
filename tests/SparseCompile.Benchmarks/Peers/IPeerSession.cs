namespace SparseCompile.Benchmarks.Peers;

/// <summary>A network that a peer is ready to run.</summary>
/// <remarks>The session owns its buffers: a native peer binds them once, and no copy is charged to it. Samples lie as it likes them best, and nobody is charged for putting them so.</remarks>
internal interface IPeerSession : IDisposable
{
    /// <summary>It takes and gives samples side by side, feature by feature; else one after the other.</summary>
    bool TakesColumns => false;

    /// <summary>Where the samples of a call are put.</summary>
    Span<float> Input { get; }

    /// <summary>Where the results of a call are found.</summary>
    Span<float> Output { get; }

    /// <summary>Runs the network once on the whole batch.</summary>
    void Run();
}
