using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Cli.Estimates;

/// <summary>A layer whose time is to be estimated.</summary>
/// <param name="Weights">Its matrix, as a file stores it.</param>
/// <param name="Image">The image that a convolution reads; null for a linear layer.</param>
/// <param name="Window">Its window.</param>
/// <param name="Groups">Its groups.</param>
internal sealed record LayerShape(WeightShape Weights, ImageShape? Image = null, SlidingWindow Window = default, int Groups = 1);
