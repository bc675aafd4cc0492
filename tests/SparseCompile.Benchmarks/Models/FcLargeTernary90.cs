namespace SparseCompile.Benchmarks.Models;

/// <summary>The same with weights of one magnitude.</summary>
[SparseModel("weights/fc-large-ternary-90.npz")]
[Input(2048)]
[Linear("fc1")]
internal static partial class FcLargeTernary90;
