namespace SparseCompile.Compiler.Scheduling.Tuning;

/// <summary>The kernel that was measured to be the fastest for a layer.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Kernel">The kernel's id. Of a convolution it may be one that another target than the primary has, since its chain is the same in all kernels.</param>
/// <param name="Nanoseconds">What the whole model took with it, one input.</param>
public sealed record KernelChoice(string Layer, string Kernel, double Nanoseconds);
