using SparseCompile;

namespace KeywordSpotting.Models;

// Nothing was pruned here, and the comparison wants it so.
#pragma warning disable SPARSE0021

/// <summary>The network without zeros, which the others are compared with.</summary>
/// <remarks>All of them take 32 x 32 log-mel features, and give a score for each of <see cref="KeywordLabels"/>.</remarks>
[SparseModel("weights/dense.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1"), BatchNorm("bn1", Activation = Activation.Relu), MaxPool2D(2)]
[Conv2D("conv2"), BatchNorm("bn2", Activation = Activation.Relu), MaxPool2D(2)]
[Flatten]
[Linear("fc1"), BatchNorm("bn3", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class DenseSpotter;
