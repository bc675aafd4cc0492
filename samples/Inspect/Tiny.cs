using SparseCompile;

namespace Inspect;

/// <summary>8 inputs, 4 hidden values, 2 outputs: small enough to follow every multiply-accumulate. It becomes one kernel whose activations stay in registers.</summary>
[SparseModel("weights/tiny.npz")]
[Input(8)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class Tiny;
