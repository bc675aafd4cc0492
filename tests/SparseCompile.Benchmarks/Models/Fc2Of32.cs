namespace SparseCompile.Benchmarks.Models;

/// <summary>1600 to 1500, two weights in every 32 columns of a row.</summary>
[SparseModel("weights/fc-2of32.npz")]
[Input(1600)]
[Linear("fc1")]
internal static partial class Fc2Of32;
