namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>
/// For each channel of an image and each of its pixels that is not zero, ascending, and for each block of weights whose tap meets an output: output = weight input + output, lane by lane, rounded once.
/// The rows table says which taps of a row or column meet an output, the counts table where their blocks and weights start, the slots table where each block adds and where its weights are.
/// </summary>
/// <param name="Image">The image, and the window that slides over it.</param>
/// <param name="Outputs">Channels of the output.</param>
/// <param name="IsMasked">Lanes without a weight leave their outputs as they are.</param>
public sealed record MultiplyAddActivePixels(ActivePixels Image, int Outputs, bool IsMasked) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>An image whose pixels are visited where they are not zero.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
/// <param name="KernelHeight">Rows of the window.</param>
/// <param name="KernelWidth">Columns of the window.</param>
/// <param name="Top">Rows of padding above.</param>
/// <param name="Left">Columns of padding before a row.</param>
/// <param name="OutputWidth">Pixels of a row of the output.</param>
// Parameters: data, one for each figure of a convolution.
public sealed record ActivePixels(int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Top, int Left, int OutputWidth)
{
    /// <summary>Pixels.</summary>
    public int Pixels => Height * Width;
}
