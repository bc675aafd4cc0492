namespace SparseCompile.Hardware.Tests.Support;

/// <summary>An activation known by its name in the document, evaluated in float32.</summary>
public sealed record ActivationByName(string Kind, float Alpha, float Low, float High)
{
    /// <summary>One row's value; softmax, which needs all rows, is left for <see cref="AfterLayer"/>.</summary>
    public float WriteBack(float x) => Kind switch
    {
        "none" or "softmax" => x,
        "relu" => x < 0 ? 0 : x,
        "leaky_relu" => x < 0 ? Alpha * x : x,
        "clip" => MathF.Min(MathF.Max(x, Low), High),
        "relu6" => MathF.Min(MathF.Max(x, 0), 6),
        "sigmoid" => 1 / (1 + MathF.Exp(-x)),
        "tanh" => MathF.Tanh(x),
        "hard_swish" => x * MathF.Min(MathF.Max((x / 6) + 0.5f, 0), 1),
        "gelu" => x * 0.5f * (1 + Erf(x * 0.70710678f)),
        _ => throw new ArgumentException($"No activation '{Kind}'."),
    };

    /// <summary>What happens once all rows are written.</summary>
    public float[] AfterLayer(float[] rows)
    {
        if (Kind != "softmax" || rows.Length == 0)
        {
            return rows;
        }

        float[] powers = [.. rows.Select(x => MathF.Exp(x - rows.Max()))];
        float sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }

    // Abramowitz and Stegun 7.1.26: both sides of every comparison here use it, so its 1.5e-7 does not matter.
    private static float Erf(float x)
    {
        float t = 1 / (1 + (0.3275911f * MathF.Abs(x)));
        float polynomial = t * (0.254829592f + (t * (-0.284496736f + (t * (1.421413741f + (t * (-1.453152027f + (t * 1.061405429f))))))));
        return MathF.CopySign(1 - (polynomial * MathF.Exp(-x * x)), x);
    }
}
