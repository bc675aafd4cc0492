using SparseCompile;

namespace KeywordSpotting.Models;

/// <summary>The weights of <see cref="BlockWinnersSpotter"/> in int8, calibrated with one clip of each word.</summary>
[SparseModel("weights/block-winners.npz", Precision = Precision.Int8, Calibration = "clips/calibration.npz")]
[Input(1, 32, 32)]
[Conv2D("conv1"), BatchNorm("bn1"), MaxPool2D(2), KWinners("winners1", Share = 0.095)]
[Conv2D("conv2"), BatchNorm("bn2"), MaxPool2D(2), KWinners("winners2", Share = 0.125)]
[Flatten]
[Linear("fc1"), BatchNorm("bn3"), KWinners("winners3", Share = 0.10)]
[Linear("fc2")]
public static partial class IntegerSpotter;
