using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>How the window of a pool slides along one axis.</summary>
/// <param name="Inputs">Inputs along the axis.</param>
/// <param name="Outputs">Outputs.</param>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
/// <param name="PadBefore">Padding before the first input.</param>
/// <param name="PadAfter">Padding after the last; what sizes rounded up add to it is not counted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PoolAxis(int Inputs, int Outputs, int Kernel, int Stride, int Dilation, int PadBefore, int PadAfter)
{
    /// <summary>The first tap of an output's window that is inside of the input.</summary>
    internal int FirstTap(int output)
    {
        int before = PadBefore - (output * Stride);
        return before <= 0 ? 0 : (before + Dilation - 1) / Dilation;
    }

    /// <summary>The tap behind the last that is.</summary>
    internal int EndTap(int output)
    {
        int left = Inputs + PadBefore - (output * Stride);
        return left <= 0 ? 0 : Math.Min(Kernel, ((left - 1) / Dilation) + 1);
    }

    /// <summary>Values that an output's mean is of.</summary>
    internal int Count(int output, bool countsPadding)
    {
        int first = (output * Stride) - PadBefore;
        int end = Math.Min(first + Kernel, Inputs + (countsPadding ? PadAfter : 0));
        return end - (countsPadding ? first : Math.Max(0, first));
    }
}

/// <summary>How the window of a pool slides over an image.</summary>
/// <param name="Channels">Channels.</param>
/// <param name="Y">Down the rows.</param>
/// <param name="X">Along a row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PoolWindow(int Channels, PoolAxis Y, PoolAxis X);
