namespace SparseCompile.Benchmarks.Models;

/// <summary>1600 to 1500 with 95 % of the weights pruned at random.</summary>
[SparseModel("weights/fc-random-95.npz")]
[Input(1600)]
[Linear("fc1")]
internal static partial class FcRandom95;
