namespace SparseCompile.Kernels.Tests.Images;

/// <summary>A window along one axis, as PyTorch documents it.</summary>
/// <param name="Size">Taps.</param>
/// <param name="Stride">Inputs from one output to the next.</param>
/// <param name="Padding">Padding on each side.</param>
/// <param name="Dilation">Inputs from one tap to the next.</param>
internal sealed record ImageWindow(int Size, int Stride, int Padding, int Dilation)
{
    /// <summary>Outputs of so many inputs.</summary>
    public int Outputs(int inputs, bool roundsUp = false)
    {
        int room = inputs + (2 * Padding) - (Dilation * (Size - 1)) - 1;
        if (room < 0)
        {
            return 0;
        }

        int outputs = ((room + (roundsUp ? Stride - 1 : 0)) / Stride) + 1;
        return roundsUp && (outputs - 1) * Stride >= inputs + Padding ? outputs - 1 : outputs;
    }

    /// <summary>The inputs under an output's window, by tap; those outside of the input are left out.</summary>
    public IEnumerable<(int Tap, int Input)> Taps(int output, int inputs) =>
        Enumerable.Range(0, Size).Select(tap => (tap, (output * Stride) + (tap * Dilation) - Padding)).Where(pair => pair.Item2 >= 0 && pair.Item2 < inputs);

    /// <summary>Values that a mean is divided by.</summary>
    public int Count(int output, int inputs, bool countsPadding)
    {
        int start = (output * Stride) - Padding;
        int end = Math.Min(start + Size, inputs + Padding);
        return countsPadding ? end - start : Math.Min(end, inputs) - Math.Max(start, 0);
    }
}
