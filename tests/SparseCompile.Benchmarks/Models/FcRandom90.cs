namespace SparseCompile.Benchmarks.Models;

/// <summary>1024 to 1024 with 90 % of the weights pruned at random.</summary>
[SparseModel("weights/fc-random-90.npz")]
[Input(1024)]
[Linear("fc1")]
internal static partial class FcRandom90;
