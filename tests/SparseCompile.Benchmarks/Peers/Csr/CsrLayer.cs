using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Csr;

/// <summary>A layer in compressed sparse rows.</summary>
internal sealed class CsrLayer
{
    private readonly DenseLayer _layer;
    private readonly int[] _rowStarts;
    private readonly int[] _columns;
    private readonly float[] _values;

    /// <summary>Compresses a layer.</summary>
    public CsrLayer(DenseLayer layer)
    {
        _layer = layer;
        (_rowStarts, _columns, _values) = layer.Compress();
    }

    /// <summary>Computes one sample.</summary>
    public unsafe void Run(float* input, float* output)
    {
        fixed (int* columns = _columns)
        fixed (float* values = _values)
        fixed (float* bias = _layer.Bias)
        {
            int position = 0;
            for (int row = 0; row < _layer.Outputs; row++)
            {
                int end = _rowStarts[row + 1];

                // Four sums: one alone would wait for the latency of every addition.
                float sum0 = bias[row], sum1 = 0, sum2 = 0, sum3 = 0;
                for (; position + 4 <= end; position += 4)
                {
                    sum0 = MathF.FusedMultiplyAdd(values[position], input[columns[position]], sum0);
                    sum1 = MathF.FusedMultiplyAdd(values[position + 1], input[columns[position + 1]], sum1);
                    sum2 = MathF.FusedMultiplyAdd(values[position + 2], input[columns[position + 2]], sum2);
                    sum3 = MathF.FusedMultiplyAdd(values[position + 3], input[columns[position + 3]], sum3);
                }

                for (; position < end; position++)
                {
                    sum0 = MathF.FusedMultiplyAdd(values[position], input[columns[position]], sum0);
                }

                float sum = sum0 + sum1 + (sum2 + sum3);
                output[row] = _layer.Relu && sum < 0 ? 0 : sum;
            }
        }
    }
}
