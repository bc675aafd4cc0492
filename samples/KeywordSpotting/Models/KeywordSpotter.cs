using SparseCompile;

namespace KeywordSpotting;

/// <summary>The keyword spotter: 32 x 32 log-mel features in, a score for each of <see cref="KeywordLabels"/> out. Its pruned weights were compiled away.</summary>
[SparseModel("weights/kws.npz")]
[Input(1024)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2", Activation = Activation.Relu)]
[Linear("fc3")]
public static partial class KeywordSpotter;
