using System.Numerics;
using System.Runtime.InteropServices;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Benchmarking.Baselines;

/// <summary>Linear layers as people write them in C#: a dense matrix with vectors, and compressed rows with a loop.</summary>
internal static class MatrixBaselines
{
    private const int Accumulators = 4;

    /// <summary>y = W x + b over all weights, zeros included: four accumulators of the machine's vectors a row.</summary>
    public static Action<float[], float[]> Dense(MatrixOperator layer)
    {
        CsrMatrix matrix = layer.Weights;
        (float[] weights, float[] bias, int columns) = (DenseWeights(matrix), layer.Bias, matrix.Columns);
        return (input, output) =>
        {
            for (int row = 0; row < bias.Length; row++)
            {
                output[row] = bias[row] + Dot(weights.AsSpan(row * columns, columns), input.AsSpan(0, columns));
            }
        };
    }

    /// <summary>y = W x + b over the non-zeros, row by row.</summary>
    public static Action<float[], float[]> Csr(MatrixOperator layer)
    {
        (int[] starts, int[] indices, float[] values, float[] bias) = (layer.Weights.RowStarts, layer.Weights.ColumnIndices, layer.Weights.Values, layer.Bias);
        return (input, output) =>
        {
            for (int row = 0; row < bias.Length; row++)
            {
                float sum = bias[row];
                for (int k = starts[row]; k < starts[row + 1]; k++)
                {
                    sum += values[k] * input[indices[k]];
                }

                output[row] = sum;
            }
        };
    }

    /// <summary>The matrix with its zeros, row by row.</summary>
    public static float[] DenseWeights(CsrMatrix matrix)
    {
        float[] dense = new float[(long)matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                dense[((long)row * matrix.Columns) + matrix.ColumnIndices[k]] = matrix.Values[k];
            }
        }

        return dense;
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(left), b = MemoryMarshal.Cast<float, Vector<float>>(right);
        Vector<float> first = default, second = default, third = default, fourth = default;
        int i = 0;
        for (; i <= a.Length - Accumulators; i += Accumulators)
        {
            first = Vector.FusedMultiplyAdd(a[i], b[i], first);
            second = Vector.FusedMultiplyAdd(a[i + 1], b[i + 1], second);
            third = Vector.FusedMultiplyAdd(a[i + 2], b[i + 2], third);
            fourth = Vector.FusedMultiplyAdd(a[i + 3], b[i + 3], fourth);
        }

        for (; i < a.Length; i++)
        {
            first = Vector.FusedMultiplyAdd(a[i], b[i], first);
        }

        float sum = Vector.Sum(first + second + third + fourth);
        for (int k = a.Length * Vector<float>.Count; k < left.Length; k++)
        {
            sum += left[k] * right[k];
        }

        return sum;
    }
}
