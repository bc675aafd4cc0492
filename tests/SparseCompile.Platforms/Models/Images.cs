namespace SparseCompile.Platforms.Models;

/// <summary>Convolutions of the keyword network over fewer pixels, weights in blocks and winners between them: channels on the lanes, and values that are not zero.</summary>
[SparseModel("weights/block-winners.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1", Stride = 4), BatchNorm("bn1"), MaxPool2D(2), KWinners("winners", Share = 0.1)]
[Conv2D("conv2", Padding = 2), BatchNorm("bn2", Activation = Activation.Tanh), GlobalAveragePool]
internal static partial class Winners;

/// <summary>The same with weights at random: pixels on the lanes.</summary>
[SparseModel("weights/random.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1", Stride = 4), BatchNorm("bn1", Activation = Activation.Relu)]
[Conv2D("conv2", Padding = 2), BatchNorm("bn2"), AveragePool2D(3, Padding = 1)]
internal static partial class Pixels;

/// <summary>The first convolution and the winners in int8, with tables read from text.</summary>
[SparseModel("weights/block-winners.npz", Precision = Precision.Int8, Calibration = "weights/calibration.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1", Stride = 4), BatchNorm("bn1"), MaxPool2D(2), KWinners("winners", Share = 0.1)]
[Conv2D("conv2", Padding = 2), BatchNorm("bn2"), GlobalAveragePool]
internal static partial class Integers;
