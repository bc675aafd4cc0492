using SparseCompile.Benchmarks.Images;

namespace SparseCompile.Benchmarks.Regret.Convolutions;

/// <summary>The extents of a convolution of the grid; its output is as large as its input, but for the stride.</summary>
/// <param name="Input">The image.</param>
/// <param name="Outputs">Channels of the output.</param>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Columns of the window.</param>
/// <param name="Stride">Pixels from one output to the next.</param>
internal sealed record ConvShape(ImageShape Input, int Outputs, int Height, int Width, int Stride = 1)
{
    /// <summary>Every channel is read by its own output alone.</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>The window.</summary>
    public ImageWindow Window => new(Height, Width) { Stride = Stride, Padding = null };

    /// <summary>Taps of a row of the weights.</summary>
    public int Taps => Window.Taps * (IsDepthwise ? 1 : Input.Channels);

    /// <summary>As filters and the table have it.</summary>
    public string Name => FormattableString.Invariant(
        $"{Input.Channels} to {Outputs}{(IsDepthwise ? " depthwise" : "")}, {Height} x {Width}{(Stride > 1 ? $" by {Stride}" : "")}, image {Input.Height} x {Input.Width}");
}
