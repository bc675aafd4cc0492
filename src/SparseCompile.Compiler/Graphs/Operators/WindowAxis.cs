namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>How a window slides along one axis of an image.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="PadBefore">Padding before the first input.</param>
/// <param name="PadAfter">Padding after the last.</param>
public readonly record struct WindowAxis(int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter)
{
    /// <summary>What a last window reaches beyond the padding, where sizes are rounded up.</summary>
    public int Overhang { get; init; }

    /// <summary>Inputs from the first tap to the last.</summary>
    public int Reach => ((Kernel - 1) * Dilation) + 1;

    /// <summary>No window leaves the input.</summary>
    public bool IsInside => PadBefore == 0 && PadAfter == 0 && Overhang == 0;

    /// <summary>Outputs of so many inputs; not positive where the window does not fit.</summary>
    public int Outputs(int inputs)
    {
        int room = inputs + PadBefore + PadAfter + Overhang - Reach;
        return room < 0 ? 0 : (room / Stride) + 1;
    }

    /// <summary>The input under a tap of an output's window; outside of the input where that is padding.</summary>
    public int InputOf(int output, int tap) => (output * Stride) + (tap * Dilation) - PadBefore;

    /// <summary>The axis with sizes rounded up, as PyTorch's ceil mode does: no window begins behind the input and the padding before it.</summary>
    public WindowAxis RoundedUp(int inputs)
    {
        int room = inputs + PadBefore + PadAfter - Reach;
        if (room < 0)
        {
            return this;
        }

        int outputs = ((room + Stride - 1) / Stride) + 1;
        outputs -= (outputs - 1) * Stride >= inputs + PadBefore ? 1 : 0;
        return this with { Overhang = Math.Max(0, ((outputs - 1) * Stride) - room) };
    }
}

/// <summary>How a window slides over an image.</summary>
/// <param name="Y">Down the rows.</param>
/// <param name="X">Along a row.</param>
public readonly record struct SlidingWindow(WindowAxis Y, WindowAxis X)
{
    /// <summary>Taps of one channel.</summary>
    public int Taps => Y.Kernel * X.Kernel;

    /// <summary>No window leaves the input.</summary>
    public bool IsInside => Y.IsInside && X.IsInside;

    /// <summary>A window of one pixel on every pixel.</summary>
    public bool IsPoint => Taps == 1 && Y.Stride == 1 && X.Stride == 1 && IsInside;

    /// <summary>The output of an image, with so many channels.</summary>
    public ImageShape Output(ImageShape input, int channels) => new(channels, Y.Outputs(input.Height), X.Outputs(input.Width));
}
