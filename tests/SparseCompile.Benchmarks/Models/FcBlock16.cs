namespace SparseCompile.Benchmarks.Models;

/// <summary>1600 to 1500 with 95 % pruned in blocks of 16 rows and one column.</summary>
[SparseModel("weights/fc-block16-95.npz")]
[Input(1600)]
[Linear("fc1")]
internal static partial class FcBlock16;
