namespace SparseCompile.Benchmarks.Models;

/// <summary>1024 to 1024, two weights in every four columns of a row.</summary>
[SparseModel("weights/fc-2to4.npz")]
[Input(1024)]
[Linear("fc1")]
internal static partial class Fc2To4;
