namespace SparseCompile.Platforms.Models;

/// <summary>The keyword spotter: windows of 64 inputs, and an activation that is called.</summary>
[SparseModel("weights/kws.npz")]
[Input(1024)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2", Activation = Activation.Relu)]
[Linear("fc3", Activation = Activation.Softmax)]
internal static partial class Keywords;
