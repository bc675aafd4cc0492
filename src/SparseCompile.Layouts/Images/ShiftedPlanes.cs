namespace SparseCompile.Runtime;

/// <summary>
/// An image laid out for pixels on the lanes: for each channel and each column of the window a copy of what that column meets, as wide as the output. A tap's inputs for
/// consecutive pixels of the output lie one after the other, over the ends of rows, whatever the stride, the dilation and the padding.
/// </summary>
/// <remarks>A plane holds the rows that the taps of one column meet; with a stride of s, rows are dealt out to as many planes as there are remainders of s among the taps. A value: generated code makes one for each copy, and inference does not allocate.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
readonly struct ShiftedPlanes
{
    /// <summary>Floats behind the last plane that kernels may load: a tile of the widest vectors.</summary>
    public const int Slack = 512;

    /// <summary>Channels.</summary>
    public readonly int Channels;

    /// <summary>Rows of the image.</summary>
    public readonly int Height;

    /// <summary>Pixels of a row of the image.</summary>
    public readonly int Width;

    /// <summary>Rows of the window.</summary>
    public readonly int KernelHeight;

    /// <summary>Columns of the window.</summary>
    public readonly int KernelWidth;

    /// <summary>Rows from one output to the next.</summary>
    public readonly int StrideY;

    /// <summary>Columns from one output to the next.</summary>
    public readonly int StrideX;

    /// <summary>Rows from one tap to the next.</summary>
    public readonly int DilationY;

    /// <summary>Columns from one tap to the next.</summary>
    public readonly int DilationX;

    /// <summary>Rows of padding above.</summary>
    public readonly int Top;

    /// <summary>Columns of padding before a row.</summary>
    public readonly int Left;

    /// <summary>Rows of the output.</summary>
    public readonly int OutputHeight;

    /// <summary>Columns of the output.</summary>
    public readonly int OutputWidth;

    /// <summary>Planes of each channel and column.</summary>
    public readonly int Phases;

    /// <summary>Floats from one plane to the next.</summary>
    public readonly int PlaneFloats;

    /// <summary>Describes the layout.</summary>
    // Parameters: data, one for each figure of a convolution; constructed by generated code alone.
    public ShiftedPlanes(
        int channels, int height, int width, int kernelHeight, int kernelWidth, int strideY, int strideX, int dilationY, int dilationX, int top, int left, int outputHeight, int outputWidth)
    {
        Channels = channels;
        Height = height;
        Width = width;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
        StrideY = strideY;
        StrideX = strideX;
        DilationY = dilationY;
        DilationX = dilationX;
        Top = top;
        Left = left;
        OutputHeight = outputHeight;
        OutputWidth = outputWidth;
        Phases = strideY < kernelHeight ? strideY : kernelHeight;
        PlaneFloats = checked((Rows * outputWidth + 15) / 16 * 16);
    }

    /// <summary>Rows of a plane: those that the last tap of the column meets are the furthest down.</summary>
    public int Rows => OutputHeight + ((KernelHeight - 1) * DilationY / StrideY);

    /// <summary>Floats to allocate.</summary>
    public int Floats => checked((Channels * KernelWidth * Phases * PlaneFloats) + Slack);

    /// <summary>Where the inputs of a tap for the first pixels of the output lie.</summary>
    /// <param name="tap">Column of the matrix: (channel * rows + row) * columns + column of the window.</param>
    public int OffsetOf(int tap)
    {
        int column = tap % KernelWidth;
        int row = tap / KernelWidth % KernelHeight;
        int channel = tap / KernelWidth / KernelHeight;
        return PlaneOf(channel, column, PhaseOf(row)) + (row * DilationY / StrideY * OutputWidth);
    }

    /// <summary>Where a plane begins.</summary>
    public int PlaneOf(int channel, int column, int phase) => ((((channel * KernelWidth) + column) * Phases) + phase) * PlaneFloats;

    /// <summary>The plane, among those of a column, that has the rows of a tap: taps with the same remainder share one.</summary>
    public int PhaseOf(int row)
    {
        int remainder = row * DilationY % StrideY;
        int phase = 0;
        for (int earlier = 0; earlier < row; earlier++)
        {
            int other = earlier * DilationY % StrideY;
            if (other == remainder)
            {
                return PhaseOf(earlier);
            }

            phase += IsFirst(earlier) ? 1 : 0;
        }

        return phase;
    }

    /// <summary>No tap above has the same remainder.</summary>
    public bool IsFirst(int row)
    {
        for (int earlier = 0; earlier < row; earlier++)
        {
            if (earlier * DilationY % StrideY == row * DilationY % StrideY)
            {
                return false;
            }
        }

        return true;
    }
}
