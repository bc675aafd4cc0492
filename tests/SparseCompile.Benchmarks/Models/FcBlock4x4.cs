namespace SparseCompile.Benchmarks.Models;

/// <summary>1024 to 3072 with 93.75 % pruned in blocks of 4 x 4: the shape of a speech codec's recurrent layer.</summary>
[SparseModel("weights/fc-block4x4.npz")]
[Input(1024)]
[Linear("fc1")]
internal static partial class FcBlock4x4;
