using SparseCompile;

namespace SnapshotTested.Models;

/// <summary>The model under test.</summary>
[SparseModel("weights/digits.npz")]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class Digits;
