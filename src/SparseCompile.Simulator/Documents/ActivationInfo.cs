using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>An activation, evaluated in float32.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Alpha">Slope below zero of a leaky ReLU.</param>
/// <param name="Low">Lower bound of a clip.</param>
/// <param name="High">Upper bound of a clip.</param>
public sealed record ActivationInfo(string Kind, float Alpha, float Low, float High)
{
    /// <summary>One value. Softmax, which needs all of them, is left for <see cref="AfterLayer"/>.</summary>
    public float Apply(float x) => Kind switch
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
        _ => throw new DescriptionException($"No activation '{Kind}'."),
    };

    /// <summary>What happens once all values are there.</summary>
    public float[] AfterLayer(float[] values)
    {
        if (Kind != "softmax" || values.Length == 0)
        {
            return values;
        }

        float largest = values.Max();
        float[] powers = [.. values.Select(x => MathF.Exp(x - largest))];
        float sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }

    internal static ActivationInfo Read(JsonElement activation) => new(
        activation.Text("kind"), activation.GetProperty("alpha_bits").Float(), activation.GetProperty("low_bits").Float(), activation.GetProperty("high_bits").Float());

    // Abramowitz and Stegun 7.1.26, within 1.5e-7.
    private static float Erf(float x)
    {
        float t = 1 / (1 + (0.3275911f * MathF.Abs(x)));
        float polynomial = t * (0.254829592f + (t * (-0.284496736f + (t * (1.421413741f + (t * (-1.453152027f + (t * 1.061405429f))))))));
        return MathF.CopySign(1 - (polynomial * MathF.Exp(-x * x)), x);
    }
}
