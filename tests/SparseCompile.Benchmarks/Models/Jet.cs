namespace SparseCompile.Benchmarks.Models;

/// <summary>16-64-32-32-5 with 75 % of the weights pruned at random: the size of a jet-tagging network.</summary>
[SparseModel("weights/jet.npz")]
[Input(16)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2", Activation = Activation.Relu)]
[Linear("fc3", Activation = Activation.Relu)]
[Linear("fc4")]
internal static partial class Jet;
