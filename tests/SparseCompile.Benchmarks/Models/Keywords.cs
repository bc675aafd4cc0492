namespace SparseCompile.Benchmarks.Models;

/// <summary>The keyword spotter of the samples.</summary>
[SparseModel("weights/kws.npz")]
[Input(32, 32)]
[Flatten]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2", Activation = Activation.Relu)]
[Linear("fc3")]
internal static partial class Keywords;
