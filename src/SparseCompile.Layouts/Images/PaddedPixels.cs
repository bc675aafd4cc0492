namespace SparseCompile.Runtime;

/// <summary>An image with its channels side by side in every pixel, rows of pixels one after the other, and padding around it.</summary>
/// <remarks>A value: generated code makes one for each copy, and inference does not allocate.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
readonly struct PaddedPixels
{
    /// <summary>Floats behind the last pixel that kernels may load.</summary>
    public const int Slack = 16;

    /// <summary>Channels.</summary>
    public readonly int Channels;

    /// <summary>Rows of the image.</summary>
    public readonly int Height;

    /// <summary>Pixels of a row of the image.</summary>
    public readonly int Width;

    /// <summary>Rows of padding above.</summary>
    public readonly int Top;

    /// <summary>Pixels of padding before a row.</summary>
    public readonly int Left;

    /// <summary>Rows, padding included.</summary>
    public readonly int PaddedHeight;

    /// <summary>Pixels of a row, padding included.</summary>
    public readonly int PaddedWidth;

    /// <summary>Describes the layout.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Pixels of a row of the image.</param>
    /// <param name="top">Rows of padding above.</param>
    /// <param name="left">Pixels of padding before a row.</param>
    /// <param name="paddedHeight">Rows, padding included; what is left of the image beyond is cut off.</param>
    /// <param name="paddedWidth">Pixels of a row, padding included.</param>
    public PaddedPixels(int channels, int height, int width, int top, int left, int paddedHeight, int paddedWidth)
    {
        Channels = channels;
        Height = height;
        Width = width;
        Top = top;
        Left = left;
        PaddedHeight = paddedHeight;
        PaddedWidth = paddedWidth;
    }

    /// <summary>Floats of a row.</summary>
    public int RowFloats => PaddedWidth * Channels;

    /// <summary>Floats to allocate.</summary>
    public int Floats => checked((PaddedHeight * RowFloats) + Slack);
}
