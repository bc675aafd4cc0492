namespace SparseCompile.Benchmarks.Models;

/// <summary>2048 to 2048 with 90 % of the weights pruned at random: tables larger than a level-2 cache.</summary>
[SparseModel("weights/fc-large-90.npz")]
[Input(2048)]
[Linear("fc1")]
internal static partial class FcLarge90;
