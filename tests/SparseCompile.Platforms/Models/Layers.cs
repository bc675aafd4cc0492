namespace SparseCompile.Platforms.Models;

/// <summary>Blocks of 16 rows that are pruned alike.</summary>
[SparseModel("weights/fc-block16-95.npz")]
[Input(1600)]
[Linear("fc1")]
internal static partial class Blocks;

/// <summary>The same, with inputs that are mostly zero.</summary>
[SparseModel("weights/fc-block16-95.npz")]
[Input(1600)]
[Linear("fc1", InputSparsity = 0.98)]
internal static partial class SparseInputs;

/// <summary>Weights of one magnitude: inputs are added before they are multiplied.</summary>
[SparseModel("weights/fc-ternary-90.npz")]
[Input(1024)]
[Linear("fc1", Activation = Activation.Relu)]
internal static partial class Ternary;

/// <summary>Two weights in every 32 columns.</summary>
[SparseModel("weights/fc-2of32.npz")]
[Input(1600)]
[Linear("fc1", Activation = Activation.HardSwish)]
internal static partial class Regular;
