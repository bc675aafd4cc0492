namespace SparseCompile.Compiler.Kernels;

/// <summary>A kernel that a generator offers for a layer, with its price.</summary>
/// <param name="Spec">What identifies it.</param>
/// <param name="Layer">The layer's rows and inputs in the order that it asks for.</param>
/// <param name="Nanoseconds">Estimate for one input on the target.</param>
/// <param name="LaneUtilisation">Non-zeros of lane slots executed, 0 to 1.</param>
public sealed record KernelCandidate(KernelSpec Spec, Arrangement Layer, double Nanoseconds, double LaneUtilisation)
{
    /// <summary>Lanes with a row idle in some steps and are masked there, for kernels that read no zeros.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The kernel in words.</summary>
    public string Description => KernelRegistry.Describe(Spec);
}
