using SparseCompile.Models.Tests.Data;

namespace SparseCompile.Models.Tests.Reference;

/// <summary>A layer in double precision, with how far float32 code may be away from it.</summary>
/// <remarks>
/// The bound is the standard one of dot products, carried from layer to layer: a row of k non-zeros adds (k + 2) u (|W| |x| + |b|) to what |W| makes of the
/// errors of its inputs, u = 2^-24; one more u where a batch normalisation was folded into the weights, each of which is then rounded once.
/// </remarks>
/// <param name="Weights">[outputs, inputs], batch normalisation folded in.</param>
/// <param name="Bias">One for each output.</param>
/// <param name="IsFolded">Whether a batch normalisation was folded in.</param>
/// <param name="Function">What follows.</param>
internal sealed record DoubleLayer(DenseTensor Weights, double[] Bias, bool IsFolded, Activation Function)
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>y = function(W x + b).</summary>
    public Outcome Apply(Outcome input)
    {
        int rows = Weights.Shape[0];
        double[] values = new double[rows];
        double[] errors = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            (values[row], errors[row]) = Row(row, input);
        }

        return Function switch
        {
            Activation.None => new Outcome(values, errors),

            // Never makes an error larger, and ends it where the sum is negative beyond doubt.
            Activation.Relu => new Outcome(
                Array.ConvertAll(values, static value => Math.Max(value, 0)),
                [.. errors.Select((error, row) => values[row] + error < 0 ? 0 : error)]),
            Activation.Softmax => Softmax(values, errors),
            _ => throw new NotSupportedException($"{Function}"),
        };
    }

    private (double Value, double Error) Row(int row, Outcome input)
    {
        ReadOnlySpan<double> weights = Weights.Values.AsSpan(row * Weights.Shape[1], Weights.Shape[1]);
        double sum = Bias[row], magnitude = Math.Abs(Bias[row]), inherited = 0;
        int roundings = IsFolded ? 3 : 2;
        for (int column = 0; column < weights.Length; column++)
        {
            if (weights[column] != 0)
            {
                roundings++;
                sum += weights[column] * input.Values[column];
                magnitude += Math.Abs(weights[column]) * (Math.Abs(input.Values[column]) + input.Errors[column]);
                inherited += Math.Abs(weights[column]) * input.Errors[column];
            }
        }

        return (sum, inherited + (roundings * UnitRoundoff * magnitude));
    }

    /// <summary>An error of e in the scores, and of u times their spread in the differences, changes a ratio of exponentials by a factor of exp(2 (e + u spread)) at most.</summary>
    private static Outcome Softmax(double[] values, double[] errors)
    {
        double maximum = values.Max();
        double[] exponentials = Array.ConvertAll(values, value => Math.Exp(value - maximum));
        double[] shares = Array.ConvertAll(exponentials, value => value / exponentials.Sum());

        // Within 2 units in the last place for each exponential, one rounding for each addition and for the division.
        double roundings = (values.Length + 6) * UnitRoundoff;
        double relative = Math.Exp(2 * (errors.Max() + (UnitRoundoff * (maximum - values.Min())))) - 1 + roundings;
        return new Outcome(shares, Array.ConvertAll(shares, share => share * relative));
    }
}
