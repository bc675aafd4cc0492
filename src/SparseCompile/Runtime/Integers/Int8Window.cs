using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>How a window slides along one axis of an image.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="Padding">Padding before the first input.</param>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Outputs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Int8Axis(int Kernel, int Stride, int Dilation, int Padding, int Inputs, int Outputs)
{
    /// <summary>The input under a tap of the first output.</summary>
    public int Offset(int tap) => (tap * Dilation) - Padding;

    /// <summary>The first output whose tap is not before the inputs.</summary>
    public int First(int tap) => Math.Max(0, (Stride - 1 - Offset(tap)) / Stride);

    /// <summary>The output after the last whose tap is not behind the inputs.</summary>
    public int End(int tap) => Inputs <= Offset(tap) ? 0 : Math.Min(Outputs, ((Inputs - 1 - Offset(tap)) / Stride) + 1);
}

/// <summary>How a window slides over an image, channels first.</summary>
/// <param name="Y">Down the rows.</param>
/// <param name="X">Along a row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Int8Window(Int8Axis Y, Int8Axis X)
{
    /// <summary>Taps of one channel.</summary>
    public int Taps => Y.Kernel * X.Kernel;

    /// <summary>Pixels of an output channel.</summary>
    public int Pixels => Y.Outputs * X.Outputs;

    /// <summary>Pixels of an input channel.</summary>
    public int InputPixels => Y.Inputs * X.Inputs;
}
