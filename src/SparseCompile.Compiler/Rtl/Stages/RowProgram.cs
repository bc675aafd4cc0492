using SparseCompile.Compiler.Quantization;

namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>What is computed of a window: for each row a sum of weighted elements, or the largest of them.</summary>
/// <remarks>Elements of a window are numbered tap by tap, the channels of a tap side by side; operands of an addition count as taps.</remarks>
/// <param name="Starts">Where each row's terms start; rows + 1 entries.</param>
/// <param name="Elements">The element of each term.</param>
/// <param name="Weights">Its weight.</param>
/// <param name="WindowElements">Elements of a window.</param>
public sealed record RowProgram(int[] Starts, int[] Elements, int[] Weights, int WindowElements)
{
    /// <summary>The largest element is sought: there are no weights, and nothing follows.</summary>
    public bool IsMaximum { get; init; }

    /// <summary>What each row's sum begins with; empty for zeros.</summary>
    public int[] Bias { get; init; } = [];

    /// <summary>One for all rows, for each row, or for each pixel.</summary>
    public Requantisation[] Requantisations { get; init; } = [new(1, 0)];

    /// <summary>There is a requantisation for each pixel.</summary>
    public bool IsPerPixel { get; init; }

    /// <summary>What follows.</summary>
    public QuantizedEpilogue Epilogue { get; init; } = new(-128, 127, default);

    /// <summary>Number of rows.</summary>
    public int Rows => Starts.Length - 1;

    /// <summary>Weights are all 1: there is nothing to multiply.</summary>
    public bool IsUnweighted => IsMaximum || Weights.All(weight => weight == 1);

    /// <summary>Terms of the longest row.</summary>
    public int LongestRow => Enumerable.Range(0, Rows).Select(Length).DefaultIfEmpty(0).Max();

    /// <summary>Terms of a row.</summary>
    public int Length(int row) => Starts[row + 1] - Starts[row];

    /// <summary>What a row's sum begins with.</summary>
    public int BiasOf(int row) => Bias.Length == 0 ? 0 : Bias[row];

    /// <summary>What a row is requantised by.</summary>
    public Requantisation RequantisationOf(int row) => Requantisations[Requantisations.Length == 1 ? 0 : row];

    /// <summary>The value of a row without terms.</summary>
    public int Constant(int row) => IsMaximum ? -128 : Epilogue.Apply(RequantisationOf(row).Apply(BiasOf(row)));

    /// <summary>Bits of a signed weight.</summary>
    public int WeightBits => SignedBits(Weights.Select(weight => (long)Math.Abs(weight)).DefaultIfEmpty(1).Max());

    /// <summary>Bits of a signed sum, whatever the elements and in whatever order they are added. Rows without terms are constants, and need none.</summary>
    public int SumBits => IsMaximum ? 8 : SignedBits(Enumerable.Range(0, Rows).Where(row => Length(row) > 0).Select(LargestSum).DefaultIfEmpty(0).Max());

    private static int SignedBits(long magnitude)
    {
        int bits = 2;
        for (; magnitude >= 1L << (bits - 1); bits++)
        {
        }

        return bits;
    }

    private long LargestSum(int row)
    {
        long largest = Math.Abs((long)BiasOf(row));
        for (int k = Starts[row]; k < Starts[row + 1]; k++)
        {
            largest += 128 * Math.Abs((long)Weights[k]);
        }

        return largest;
    }
}
