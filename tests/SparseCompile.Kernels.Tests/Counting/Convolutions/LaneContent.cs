namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>What the lanes of a variable are.</summary>
internal enum LaneContent
{
    Nothing,
    Inputs,
    Weights,
    Sums,
}
