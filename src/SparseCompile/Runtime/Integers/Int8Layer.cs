using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace SparseCompile.Runtime;

/// <summary>Layers on int8 values: only non-zeros are multiplied, sums are int32.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Int8Layer
{
    /// <summary>A linear layer.</summary>
    public static void Linear(Int8Table table, sbyte* input, sbyte* output, Int8Result result)
    {
        fixed (int* columns = table.Columns)
        fixed (sbyte* weights = table.Weights)
        {
            for (int row = 0; row < table.Rows; row++)
            {
                int sum = table.Bias[row];
                for (int k = table.Starts[row], end = table.Starts[row + 1]; k < end; k++)
                {
                    sum += weights[k] * input[columns[k]];
                }

                output[row] = result.Of(sum, table.Multipliers[row], table.Shifts[row]);
            }
        }
    }

    /// <summary>A convolution: each non-zero is added at all pixels of its channel at which it meets no padding.</summary>
    /// <param name="table">The non-zeros; a column is a tap of a channel.</param>
    /// <param name="window">The window.</param>
    /// <param name="input">The image, channels first.</param>
    /// <param name="output">The result, channels first.</param>
    /// <param name="sums">Room for a sum at each pixel.</param>
    /// <param name="result">What becomes of the sums.</param>
    public static void Conv(Int8Table table, in Int8Window window, sbyte* input, sbyte* output, int* sums, Int8Result result)
    {
        int pixels = window.Pixels;
        for (int row = 0; row < table.Rows; row++, output += pixels)
        {
            new Span<int>(sums, pixels).Fill(table.Bias[row]);
            for (int k = table.Starts[row]; k < table.Starts[row + 1]; k++)
            {
                AddTap(window, table.Columns[k], table.Weights[k], input, sums);
            }

            for (int pixel = 0; pixel < pixels; pixel++)
            {
                output[pixel] = result.Of(sums[pixel], table.Multipliers[row], table.Shifts[row]);
            }
        }
    }

    /// <summary>Sums of values with factors of their own.</summary>
    /// <param name="operands">The first operand; the others lie at <paramref name="offsets"/> from it.</param>
    /// <param name="offsets">Where each operand lies.</param>
    /// <param name="multipliers">Factor of each operand.</param>
    /// <param name="shift">The shift that they share.</param>
    /// <param name="output">The result.</param>
    /// <param name="length">Values.</param>
    /// <param name="result">What becomes of the sums.</param>
    public static void Add(sbyte* operands, ReadOnlySpan<int> offsets, ReadOnlySpan<ushort> multipliers, int shift, sbyte* output, int length, Int8Result result)
    {
        for (int i = 0; i < length; i++)
        {
            int sum = 0;
            for (int operand = 0; operand < offsets.Length; operand++)
            {
                sum += operands[offsets[operand] + i] * multipliers[operand];
            }

            output[i] = result.Of(sum, 1, shift);
        }
    }

    private static void AddTap(in Int8Window window, int column, int weight, sbyte* input, int* sums)
    {
        int tapY = column / window.X.Kernel % window.Y.Kernel, tapX = column % window.X.Kernel;
        int first = window.X.First(tapX), count = window.X.End(tapX) - first;
        sbyte* plane = input + ((long)(column / window.Taps) * window.InputPixels);
        for (int y = window.Y.First(tapY); count > 0 && y < window.Y.End(tapY); y++)
        {
            sbyte* line = plane + ((long)((y * window.Y.Stride) + window.Y.Offset(tapY)) * window.X.Inputs) + (first * window.X.Stride) + window.X.Offset(tapX);
            AddLine(line, window.X.Stride, weight, sums + (y * window.X.Outputs) + first, count);
        }
    }

    /// <summary>Adds weight x input to a line of sums. A product of two int8 fits 16 bits.</summary>
    private static void AddLine(sbyte* input, int stride, int weight, int* sums, int count)
    {
        int i = 0;
        for (; stride == 1 && i + 16 <= count; i += 16)
        {
            (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(input + i));
            AddEight(low * (short)weight, sums + i);
            AddEight(high * (short)weight, sums + i + 8);
        }

        for (; i < count; i++)
        {
            sums[i] += weight * input[i * stride];
        }
    }

    private static void AddEight(Vector128<short> products, int* sums)
    {
        (Vector128<int> low, Vector128<int> high) = Vector128.Widen(products);
        (Vector128.Load(sums) + low).Store(sums);
        (Vector128.Load(sums + 4) + high).Store(sums + 4);
    }
}
