namespace SparseCompile.Compiler.Kernels;

/// <summary>How the images that a convolution reads and computes lie in memory.</summary>
/// <param name="FromChannels">The input's channels follow one another; else they are side by side.</param>
/// <param name="ToChannels">The same of the output.</param>
internal readonly record struct ImageOrder(bool FromChannels, bool ToChannels);
