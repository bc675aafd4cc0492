using SparseCompile.Benchmarks.Images;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Ratios;

/// <summary>A network's outputs in double precision, and how far a float32 implementation may be away from them.</summary>
/// <remarks>
/// The bound is the standard one for dot products, carried from layer to layer: a layer adds (k + 2) u (|W| |x| + |b|) to what |W| makes of the errors of its
/// inputs, where k is the row's number of non-zeros and u = 2^-24. It holds for every order of summation, with or without fused operations, and for dense
/// code too: adding the product of a zero weight is exact. A ReLU never makes an error larger, and ends it where the sum is negative beyond doubt.
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
        _outputs = workload.OutputLength;
        _expected = new double[workload.Batch * _outputs];
        _allowed = new double[workload.Batch * _outputs];
        int inputs = workload.InputLength;
        (DenseLayer, CompressedRows)[] layers = [.. workload.Layers.Select(layer => (layer, layer.Compress()))];
        for (int sample = 0; sample < workload.Batch; sample++)
        {
            Compute(layers, input.Slice(sample * inputs, inputs), sample * _outputs);
        }

        RelativeBound = LargestBound();
    }

    /// <summary>Computes the outputs of a network on images for a batch.</summary>
    public Reference(ImageNetwork network, int batch, ReadOnlySpan<float> input)
    {
        _outputs = network.Output.Length;
        _expected = new double[batch * _outputs];
        _allowed = new double[batch * _outputs];
        for (int sample = 0; sample < batch; sample++)
        {
            Estimate result = network.Evaluate(input.Slice(sample * network.Input.Length, network.Input.Length));
            result.Values.CopyTo(_expected, sample * _outputs);
            result.Errors.CopyTo(_allowed, sample * _outputs);
        }

        RelativeBound = LargestBound();
    }

    /// <summary>Outputs of another implementation, and how far ours may be from them.</summary>
    /// <param name="expected">The outputs.</param>
    /// <param name="tolerance">The distance, of the largest output.</param>
    public Reference(float[] expected, double tolerance)
    {
        _outputs = expected.Length;
        _expected = Array.ConvertAll(expected, value => (double)value);
        _allowed = new double[expected.Length];
        Array.Fill(_allowed, tolerance * _expected.Max(Math.Abs));
        RelativeBound = tolerance;
    }

    /// <summary>The largest error that any output may have, relative to the largest output.</summary>
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

    private double LargestBound() => _allowed.Max() / _expected.Max(Math.Abs);

    private void Compute(IReadOnlyList<(DenseLayer Layer, CompressedRows Rows)> layers, ReadOnlySpan<float> input, int at)
    {
        double[] values = Array.ConvertAll(input.ToArray(), value => (double)value);
        double[] errors = new double[values.Length];
        foreach ((DenseLayer layer, CompressedRows rows) in layers)
        {
            double[] nextValues = new double[layer.Outputs], nextErrors = new double[layer.Outputs];
            for (int row = 0; row < layer.Outputs; row++)
            {
                (double sum, double error) = Row(layer.Bias[row], rows, row, values, errors);
                bool dead = layer.Relu && sum + error < 0;
                nextValues[row] = layer.Relu ? Math.Max(sum, 0) : sum;
                nextErrors[row] = dead ? 0 : error;
            }

            (values, errors) = (nextValues, nextErrors);
        }

        values.CopyTo(_expected, at);
        errors.CopyTo(_allowed, at);
    }

    private static (double Sum, double Error) Row(double bias, CompressedRows rows, int row, double[] values, double[] errors)
    {
        double sum = bias, magnitude = Math.Abs(bias), inherited = 0;
        for (int i = rows.Starts[row]; i < rows.Starts[row + 1]; i++)
        {
            double weight = rows.Values[i];
            int column = rows.Columns[i];
            sum += weight * values[column];
            magnitude += Math.Abs(weight) * (Math.Abs(values[column]) + errors[column]);
            inherited += Math.Abs(weight) * errors[column];
        }

        int nonZeros = rows.Starts[row + 1] - rows.Starts[row];
        return (sum, inherited + ((nonZeros + 2) * UnitRoundoff * magnitude));
    }
}
