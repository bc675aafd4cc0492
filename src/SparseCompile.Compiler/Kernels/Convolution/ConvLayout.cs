using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>The layouts of a convolution's images: channels side by side, or planes.</summary>
internal sealed class ConvLayout
{
    private ConvLayout(PaddedPixels? pixels, ShiftedPlanes? planes, int planeFloats)
    {
        Pixels = pixels;
        Planes = planes;
        PlaneFloats = planeFloats;
    }

    /// <summary>The input with its channels side by side; null where it lies in planes.</summary>
    public PaddedPixels? Pixels { get; }

    /// <summary>The input in planes; null where its channels lie side by side.</summary>
    public ShiftedPlanes? Planes { get; }

    /// <summary>Floats from one channel of the output to the next where it lies in planes; else 0.</summary>
    public int PlaneFloats { get; }

    /// <summary>Kernels may load behind the last pixel of the input.</summary>
    public bool ReadsBehind { get; private init; }

    /// <summary>Kernels may write behind the last pixel of the output.</summary>
    public bool WritesBehind { get; private init; }

    /// <summary>Channels-last values are read where they are.</summary>
    public bool IsDirect => Pixels is { } pixels && pixels.Top == 0 && pixels.Left == 0 && pixels.PaddedHeight == pixels.Height && pixels.PaddedWidth == pixels.Width;

    /// <summary>The same for kernels that load whole vectors of channels.</summary>
    public ConvLayout ReadingBehind() => new(Pixels, Planes, PlaneFloats) { ReadsBehind = true };

    /// <summary>The same for kernels that load whole vectors of channels, of the output too.</summary>
    public ConvLayout ReachingBehind() => new(Pixels, Planes, PlaneFloats) { ReadsBehind = true, WritesBehind = true };

    /// <summary>A convolution whose pixels are all alike has one row of them.</summary>
    public static Conv Flatten(Conv conv) => conv.Window.IsPoint ? conv with { Input = new ImageShape(conv.Input.Channels, 1, conv.Input.Pixels) } : conv;

    /// <summary>Channels side by side as they are: the kernel knows where windows leave the image. It loads and stores whole vectors of channels.</summary>
    public static ConvLayout OfInput(Conv conv)
    {
        ImageShape input = conv.Input;
        return new ConvLayout(new PaddedPixels(input.Channels, input.Height, input.Width, 0, 0, input.Height, input.Width), null, 0) { ReadsBehind = true, WritesBehind = true };
    }

    /// <summary>Channels side by side, with as much padding as windows reach.</summary>
    public static ConvLayout OfPixels(Conv conv)
    {
        ImageShape input = conv.Input, output = conv.Output;
        (WindowAxis y, WindowAxis x) = (conv.Window.Y, conv.Window.X);
        return new ConvLayout(
            conv.Window.IsInside
                ? new PaddedPixels(input.Channels, input.Height, input.Width, 0, 0, input.Height, input.Width)
                : new PaddedPixels(
                    input.Channels, input.Height, input.Width, y.PadBefore, x.PadBefore, ((output.Height - 1) * y.Stride) + y.Reach, ((output.Width - 1) * x.Stride) + x.Reach),
            null,
            0);
    }

    /// <summary>Planes.</summary>
    public static ConvLayout OfPlanes(Conv conv)
    {
        ImageShape input = conv.Input, output = conv.Output;
        (WindowAxis y, WindowAxis x) = (conv.Window.Y, conv.Window.X);
        ShiftedPlanes planes = new(
            input.Channels, input.Height, input.Width, y.Kernel, x.Kernel, y.Stride, x.Stride, y.Dilation, x.Dilation, y.PadBefore, x.PadBefore, output.Height, output.Width);
        return new ConvLayout(null, planes, (output.Pixels + 15) / 16 * 16);
    }
}
