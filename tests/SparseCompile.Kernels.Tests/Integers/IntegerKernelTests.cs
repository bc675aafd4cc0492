using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Runtime;

namespace SparseCompile.Kernels.Tests.Integers;

/// <summary>The int8 kernels give the bits of plain sums on every processor: they multiply by the non-zeros of the table, each once for each position that it meets.</summary>
[RunOnEveryHardware]
public sealed unsafe class IntegerKernelTests
{
    [Fact]
    public void Convolutions_of_any_window_are_plain_sums()
    {
        Random random = new(7);
        for (int i = 0; i < 200; i++)
        {
            Int8Axis y = Axis(random, random.Next(1, 9)), x = Axis(random, random.Next(1, 50));
            Int8Window window = new(y, x);
            int channels = random.Next(1, 4), rows = random.Next(1, 5);
            (Int8Table table, sbyte[,] dense) = Table(random, rows, channels * y.Kernel * x.Kernel);
            sbyte[] input = [.. Enumerable.Range(0, channels * y.Inputs * x.Inputs).Select(_ => (sbyte)random.Next(-128, 128))];
            sbyte[] output = new sbyte[rows * window.Pixels];
            int[] sums = new int[window.Pixels];
            fixed (sbyte* from = input)
            fixed (sbyte* to = output)
            fixed (int* room = sums)
            {
                Int8Layer.Conv(table, window, from, to, room, new Int8Result(-128, 127, default));
            }

            for (int at = 0; at < output.Length; at++)
            {
                output[at].ShouldBe(Result(table, at / window.Pixels, Sum(dense, at / window.Pixels, window, at % window.Pixels, input)), $"case {i}, element {at}");
            }
        }
    }

    private static int Sum(sbyte[,] weights, int row, Int8Window window, int pixel, sbyte[] input)
    {
        (Int8Axis y, Int8Axis x) = (window.Y, window.X);
        int sum = 0;
        for (int column = 0; column < weights.GetLength(1); column++)
        {
            int tapX = column % x.Kernel, tapY = column / x.Kernel % y.Kernel, channel = column / (x.Kernel * y.Kernel);
            int atY = (pixel / x.Outputs * y.Stride) + (tapY * y.Dilation) - y.Padding, atX = (pixel % x.Outputs * x.Stride) + (tapX * x.Dilation) - x.Padding;
            bool isInside = atY >= 0 && atY < y.Inputs && atX >= 0 && atX < x.Inputs;
            sum += isInside ? weights[row, column] * input[(((channel * y.Inputs) + atY) * x.Inputs) + atX] : 0;
        }

        return sum;
    }

    private static sbyte Result(Int8Table table, int row, int sum)
    {
        double scaled = Math.Floor(((table.Bias[row] + sum) * (double)table.Multipliers[row] / Math.Pow(2, table.Shifts[row])) + 0.5);
        return (sbyte)Math.Clamp(scaled, -128, 127);
    }

    private static Int8Axis Axis(Random random, int inputs)
    {
        int kernel = random.Next(1, 4), stride = random.Next(1, 3), dilation = random.Next(1, 3), padding = random.Next(0, kernel);
        int reach = ((kernel - 1) * dilation) + 1, padded = inputs + (2 * padding);
        return padded < reach ? new Int8Axis(1, stride, 1, 0, inputs, ((inputs - 1) / stride) + 1) : new Int8Axis(kernel, stride, dilation, padding, inputs, ((padded - reach) / stride) + 1);
    }

    private static (Int8Table Table, sbyte[,] Dense) Table(Random random, int rows, int columns)
    {
        sbyte[,] dense = new sbyte[rows, columns];
        List<int> lengths = [], places = [];
        List<sbyte> weights = [];
        for (int row = 0; row < rows; row++)
        {
            int before = weights.Count;
            for (int column = 0; column < columns; column++)
            {
                if (random.Next(3) == 0)
                {
                    dense[row, column] = (sbyte)(random.Next(1, 128) * (random.Next(2) == 0 ? 1 : -1));
                    places.Add(column);
                    weights.Add(dense[row, column]);
                }
            }

            lengths.Add(weights.Count - before);
        }

        int[] bias = [.. lengths.Select(_ => random.Next(-5_000, 5_000))];
        ushort[] multipliers = [.. lengths.Select(_ => (ushort)random.Next(1, 65_536))];
        byte[] shifts = [.. lengths.Select(_ => (byte)random.Next(16, 26))];
        return (new Int8Table([.. lengths], [.. places], [.. weights], bias, multipliers, shifts), dense);
    }
}
