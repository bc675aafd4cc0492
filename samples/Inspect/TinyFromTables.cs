using SparseCompile;

namespace Inspect;

/// <summary>The same network as larger ones are compiled: a window slides over the inputs, weights and indices come from tables.</summary>
[SparseModel("weights/tiny.npz", Unrolling = Unrolling.None)]
[Input(8)]
[Linear("fc1", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class TinyFromTables;
