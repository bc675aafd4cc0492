using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Kernels.Tests.Tensors;

/// <summary>Layers with pruned weights.</summary>
internal static class Sparse
{
    /// <summary>A matrix of which one weight in three is left.</summary>
    public static CsrMatrix Matrix(int seed, int rows, int columns)
    {
        Random random = new(seed);
        List<int> starts = [0], indices = [];
        List<float> values = [];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                if (random.Next(3) == 0)
                {
                    indices.Add(column);
                    values.Add(((float)random.NextDouble() - 0.5f) * 3 / MathF.Sqrt(columns));
                }
            }

            starts.Add(indices.Count);
        }

        return new CsrMatrix(rows, columns, [.. starts], [.. indices], [.. values]);
    }

    /// <summary>Values between -1/2 and 1/2.</summary>
    public static float[] Vector(int seed, int length)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f)];
    }

    /// <summary>A linear layer.</summary>
    public static Linear Linear(int seed, int inputs, int outputs) => new(Matrix(seed, outputs, inputs), Vector(seed + 1000, outputs), ActivationFunction.None);

    /// <summary>A convolution with a padded square window that keeps the image's size.</summary>
    public static Conv Conv(int seed, ImageShape input, int channels, int kernel) =>
        new(Matrix(seed, channels, input.Channels * kernel * kernel), Vector(seed + 1000, channels), ActivationFunction.None, Window(kernel, 1), input);

    /// <summary>A square window, padded by half of its size, rounded down, where it moves by single pixels.</summary>
    public static SlidingWindow Window(int kernel, int stride)
    {
        int pad = stride == 1 ? kernel / 2 : 0;
        WindowAxis axis = new(kernel, stride, 1, pad, pad);
        return new SlidingWindow(axis, axis);
    }
}
