using SparseCompile.Compiler.Declarations;

namespace SparseCompile.Benchmarks.Images;

/// <summary>The taps of a convolution.</summary>
/// <param name="Height">Taps down the rows.</param>
/// <param name="Width">Taps along a row.</param>
internal sealed record ImageWindow(int Height, int Width)
{
    /// <summary>Pixels from one output to the next, on both axes.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Zeros on each side; null for as many as make output and input the same size, but for the stride.</summary>
    public int? Padding { get; init; } = 0;

    /// <summary>Taps in all.</summary>
    public int Taps => Height * Width;

    /// <summary>As the attribute says it.</summary>
    public WindowDeclaration Declaration
    {
        get
        {
            AxisDeclaration axis = new(0, Stride, Padding ?? 0, 1);
            return new WindowDeclaration(axis, axis, Padding is null);
        }
    }

    /// <summary>Zeros at the top, at the left, at the bottom and at the right: the order of ONNX.</summary>
    public int[] Pads(ImageShape input)
    {
        (int top, int bottom) = Pads(input.Height, Height);
        (int left, int right) = Pads(input.Width, Width);
        return [top, left, bottom, right];
    }

    /// <summary>The shape after a convolution to so many channels.</summary>
    public ImageShape Output(ImageShape input, int channels) => new(channels, Extent(input.Height, Height), Extent(input.Width, Width));

    private int Extent(int input, int taps)
    {
        (int before, int after) = Pads(input, taps);
        return ((input + before + after - taps) / Stride) + 1;
    }

    private (int Before, int After) Pads(int input, int taps)
    {
        if (Padding is { } padding)
        {
            return (padding, padding);
        }

        // TensorFlow puts the odd zero behind.
        int outputs = (input + Stride - 1) / Stride, total = Math.Max(0, ((outputs - 1) * Stride) + taps - input);
        return (total / 2, total - (total / 2));
    }
}
