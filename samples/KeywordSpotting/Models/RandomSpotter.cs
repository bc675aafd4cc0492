using SparseCompile;

namespace KeywordSpotting.Models;

/// <summary>Sparse weights at random places, the same number in every row; ReLU.</summary>
[SparseModel("weights/random.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1"), BatchNorm("bn1", Activation = Activation.Relu), MaxPool2D(2)]
[Conv2D("conv2"), BatchNorm("bn2", Activation = Activation.Relu), MaxPool2D(2)]
[Flatten]
[Linear("fc1"), BatchNorm("bn3", Activation = Activation.Relu)]
[Linear("fc2")]
public static partial class RandomSpotter;
