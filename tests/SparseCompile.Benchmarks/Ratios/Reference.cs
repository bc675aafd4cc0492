using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Ratios;

/// <summary>A network's outputs in double precision, and how far a float32 implementation may be away from them.</summary>
/// <remarks>
/// The bound is the standard one for dot products, carried through the layers: |error| &lt;= sum over layers of (k + 2) u, times |W|...|W| |x|, where k is the
/// largest number of non-zeros in a row and u = 2^-24. It holds for every order of summation, with or without fused operations: adding the product of a
/// zero weight is exact. A ReLU never makes an error larger.
/// </remarks>
internal sealed class Reference
{
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private readonly double[] _expected;
    private readonly double[] _allowed;
    private readonly int _outputs;

    /// <summary>Computes the outputs for a batch.</summary>
    public Reference(IWorkload workload, ReadOnlySpan<float> input)
    {
        _outputs = workload.Layers[^1].Outputs;
        _expected = new double[workload.Batch * _outputs];
        _allowed = new double[workload.Batch * _outputs];
        double roundings = workload.Layers.Sum(LongestRow) + (2 * workload.Layers.Count);
        RelativeBound = roundings * UnitRoundoff;
        int inputs = workload.Layers[0].Inputs;
        for (int sample = 0; sample < workload.Batch; sample++)
        {
            Compute(workload.Layers, input.Slice(sample * inputs, inputs), sample * _outputs);
        }
    }

    /// <summary>The bound, relative to the sum of the magnitudes that were added up.</summary>
    public double RelativeBound { get; }

    /// <summary>The first output that is out of bounds, in words; null when all agree.</summary>
    public string? FindDisagreement(ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < _expected.Length; i++)
        {
            double error = Math.Abs(actual[i] - _expected[i]);

            // Negated on purpose: a NaN must not pass.
            if (!(error <= _allowed[i]))
            {
                return FormattableString.Invariant(
                    $"sample {i / _outputs}, output {i % _outputs}: found {actual[i]:R}, expected {_expected[i]:R} within {_allowed[i]:E2}, off by {error:E2}");
            }
        }

        return null;
    }

    private void Compute(IReadOnlyList<DenseLayer> layers, ReadOnlySpan<float> input, int at)
    {
        double[] values = Array.ConvertAll(input.ToArray(), value => (double)value);
        double[] magnitudes = Array.ConvertAll(values, Math.Abs);
        foreach (DenseLayer layer in layers)
        {
            double[] nextValues = new double[layer.Outputs], nextMagnitudes = new double[layer.Outputs];
            for (int row = 0; row < layer.Outputs; row++)
            {
                double sum = layer.Bias[row], magnitude = Math.Abs(layer.Bias[row]);
                ReadOnlySpan<float> weights = layer.Weights.AsSpan(row * layer.Inputs, layer.Inputs);
                for (int column = 0; column < weights.Length; column++)
                {
                    sum += weights[column] * values[column];
                    magnitude += Math.Abs(weights[column]) * magnitudes[column];
                }

                nextValues[row] = layer.Relu ? Math.Max(sum, 0) : sum;
                nextMagnitudes[row] = magnitude;
            }

            (values, magnitudes) = (nextValues, nextMagnitudes);
        }

        values.CopyTo(_expected, at);
        Array.ConvertAll(magnitudes, magnitude => magnitude * RelativeBound).CopyTo(_allowed, at);
    }

    private static int LongestRow(DenseLayer layer)
        => Enumerable.Range(0, layer.Outputs).Max(row => layer.Inputs - layer.Weights.AsSpan(row * layer.Inputs, layer.Inputs).Count(0f));
}
