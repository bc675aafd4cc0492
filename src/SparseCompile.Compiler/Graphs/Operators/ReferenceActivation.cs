namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>Activations in double precision, for values known at build time.</summary>
public static class ReferenceActivation
{
    /// <summary>Applies an activation to all values of an operator's output, where they are.</summary>
    public static double[] Apply(ActivationFunction activation, double[] values)
    {
        if (activation.Kind == ActivationKind.Softmax && values.Length > 0)
        {
            double largest = values.Max();
            double sum = values.Sum(value => Math.Exp(value - largest));
            return [.. values.Select(value => Math.Exp(value - largest) / sum)];
        }

        return [.. values.Select(value => Evaluate(activation, value))];
    }

    /// <summary>activation(x); the identity for softmax, which is no function of one value.</summary>
    public static double Evaluate(ActivationFunction activation, double x) => activation.Kind switch
    {
        ActivationKind.Relu => x < 0 ? 0 : x,
        ActivationKind.LeakyRelu => x < 0 ? activation.Alpha * x : x,
        ActivationKind.Clip => Math.Min(Math.Max(x, activation.Low), activation.High),
        ActivationKind.Relu6 => Math.Min(Math.Max(x, 0), 6),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationKind.Tanh => Math.Tanh(x),
        ActivationKind.HardSwish => x * Math.Min(Math.Max((x / 6) + 0.5, 0), 1),
        ActivationKind.Gelu => x * NormalDistribution(x),
        ActivationKind.None or ActivationKind.Softmax => x,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>The error function.</summary>
    public static double Erf(double x) => (2 * NormalDistribution(x * Math.Sqrt(2))) - 1;

    /// <summary>The standard normal distribution function, by its series (converges for every x; exact to a few units of 1e-16 within 6).</summary>
    private static double NormalDistribution(double x)
    {
        if (Math.Abs(x) > 8)
        {
            return x < 0 ? 0 : 1;
        }

        double term = x;
        double sum = x;
        for (int i = 1; i < 200; i++)
        {
            term *= x * x / ((2 * i) + 1);
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
