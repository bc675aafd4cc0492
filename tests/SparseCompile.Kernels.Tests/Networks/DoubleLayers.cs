using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Networks;

/// <summary>Layers in double precision, dense, as PyTorch defines them.</summary>
internal static class DoubleLayers
{
    public static double[] Linear(float[] weights, float[]? bias, double[] x)
    {
        double[] y = new double[weights.Length / x.Length];
        for (int row = 0; row < y.Length; row++)
        {
            y[row] = bias?[row] ?? 0;
            for (int column = 0; column < x.Length; column++)
            {
                y[row] += weights[(row * x.Length) + column] * x[column];
            }
        }

        return y;
    }

    /// <summary>(x - mean) / sqrt(variance + epsilon) * gamma + beta.</summary>
    public static double[] BatchNorm(float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon, double[] x) =>
        [.. x.Select((value, i) => ((value - mean[i]) / Math.Sqrt(variance[i] + epsilon) * gamma[i]) + beta[i])];

    public static double[] Apply(ActivationKind kind, double[] x) => [.. x.Select(value => ReferenceActivation.Evaluate(new ActivationFunction(kind, 0.01f, 0, 1), value))];

    public static double[] Softmax(double[] x)
    {
        double[] powers = [.. x.Select(value => Math.Exp(value - x.Max()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
