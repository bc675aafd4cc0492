namespace SparseCompile.Cli.Verification;

/// <summary>How far values are from those expected.</summary>
/// <param name="Layer">The layer that computes them.</param>
/// <param name="Against">What they were compared with: the given outputs, or the graph in double precision.</param>
/// <param name="Largest">The largest error.</param>
/// <param name="Scale">The largest magnitude expected.</param>
/// <param name="Sample">The sample with the largest error, from 0.</param>
/// <param name="Element">Its element, from 0.</param>
// Parameters: the columns of the table.
internal sealed record LayerError(string Layer, string Against, double Largest, double Scale, int Sample, int Element)
{
    /// <summary>The largest error beside the largest magnitude.</summary>
    public double Relative => Largest == 0 ? 0 : Largest / Math.Max(Scale, double.Epsilon);

    /// <summary>Compares samples.</summary>
    public static LayerError Of(string layer, string against, IReadOnlyList<float[]> actual, IReadOnlyList<double[]> expected)
    {
        LayerError error = new(layer, against, 0, 0, 0, 0);
        for (int sample = 0; sample < actual.Count; sample++)
        {
            for (int element = 0; element < actual[sample].Length; element++)
            {
                double wanted = expected[sample][element], off = Math.Abs(actual[sample][element] - wanted);

                // Not a number where one was expected is as wrong as can be; NaN where NaN was expected is right.
                off = double.IsNaN(off) ? double.IsNaN(wanted) && float.IsNaN(actual[sample][element]) ? 0 : double.PositiveInfinity : off;
                error = error with { Scale = Math.Max(error.Scale, Math.Abs(wanted)) };
                if (off > error.Largest)
                {
                    error = error with { Largest = off, Sample = sample, Element = element };
                }
            }
        }

        return error;
    }
}
