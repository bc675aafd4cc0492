using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>How a window slides along an axis.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="PadBefore">Padding before the first input.</param>
/// <param name="PadAfter">Padding after the last.</param>
/// <param name="Overhang">What the last window reaches beyond.</param>
/// <param name="Inputs">Inputs of the axis.</param>
public sealed record AxisInfo(int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter, int Overhang, int Inputs)
{
    /// <summary>Positions of the axis with its padding.</summary>
    public int Extent => PadBefore + Inputs + PadAfter + Overhang;

    /// <summary>Positions from the first tap of a window to the last.</summary>
    public int Reach => ((Kernel - 1) * Dilation) + 1;

    /// <summary>Windows.</summary>
    public int Outputs => ((Extent - Reach) / Stride) + 1;

    /// <summary>The input under a tap of a window; -1 for padding.</summary>
    public int InputOf(int output, int tap)
    {
        int input = (output * Stride) + (tap * Dilation) - PadBefore;
        return input >= 0 && input < Inputs ? input : -1;
    }

    internal static AxisInfo Read(JsonElement axis, int inputs) => new(
        axis.Int("kernel"), axis.Int("stride"), axis.Int("dilation"), axis.Int("pad_before"), axis.Int("pad_after"), axis.Int("overhang"), inputs);
}

/// <summary>How a window slides over an image.</summary>
/// <param name="Y">Down the rows.</param>
/// <param name="X">Along a row.</param>
/// <param name="Channels">Channels of the image.</param>
public sealed record WindowInfo(AxisInfo Y, AxisInfo X, int Channels)
{
    /// <summary>Taps of a channel.</summary>
    public int Taps => Y.Kernel * X.Kernel;

    /// <summary>The element, channels first, under a tap of all channels' taps at a position; -1 for padding.</summary>
    public int Element(int tap, int position)
    {
        int y = Y.InputOf(position / X.Outputs, tap % Taps / X.Kernel);
        int x = X.InputOf(position % X.Outputs, tap % X.Kernel);
        return y < 0 || x < 0 ? -1 : (((tap / Taps * Y.Inputs) + y) * X.Inputs) + x;
    }

    /// <summary>What a mean is divided by.</summary>
    public int Divisor(int position, bool countsPadding) =>
        Count(Y, position / X.Outputs, countsPadding) * Count(X, position % X.Outputs, countsPadding);

    internal static WindowInfo Read(JsonElement window, int[] image) =>
        new(AxisInfo.Read(window.GetProperty("y"), image[1]), AxisInfo.Read(window.GetProperty("x"), image[2]), image[0]);

    /// <summary>Taps of a window that count: those on inputs, and on padding where that counts; never those beyond the padding.</summary>
    private static int Count(AxisInfo axis, int output, bool countsPadding)
    {
        int first = (output * axis.Stride) - axis.PadBefore;
        return Enumerable.Range(0, axis.Kernel).Count(tap => countsPadding
            ? first + tap < axis.Inputs + axis.PadAfter
            : first + tap >= 0 && first + tap < axis.Inputs);
    }
}
