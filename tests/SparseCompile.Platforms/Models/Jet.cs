namespace SparseCompile.Platforms.Models;

/// <summary>A network that stays in registers, with an activation of each kind that calls an exponential.</summary>
[SparseModel("weights/jet.npz")]
[Input(16)]
[Linear("fc1", Activation = Activation.Gelu)]
[Linear("fc2", Activation = Activation.Tanh)]
[Linear("fc3", Activation = Activation.Sigmoid)]
[Linear("fc4")]
internal static partial class Jet;
