namespace SparseCompile.Benchmarks.Models;

/// <summary>1024 to 1024 with 90 % of the weights pruned at random, the others of one magnitude.</summary>
[SparseModel("weights/fc-ternary-90.npz")]
[Input(1024)]
[Linear("fc1")]
internal static partial class FcTernary90;
