namespace SparseCompile.Benchmarks.Models;

/// <summary>1600 to 1500, 95 % pruned at random, nine inputs in ten being zero.</summary>
[SparseModel("weights/fc-random-95.npz")]
[Input(1600)]
[Linear("fc1", InputSparsity = 0.9)]
internal static partial class FcRelu95;
