using System.Globalization;
using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>One join read back from the document.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsAdd">It adds; else it concatenates.</param>
/// <param name="Sources">What it joins.</param>
/// <param name="Activation">What follows.</param>
public sealed record JoinProgram(string Name, bool IsAdd, string[] Sources, ActivationByName Activation)
{
    /// <summary>Reads one element of <c>graph.joins</c>.</summary>
    public static JoinProgram Parse(JsonElement join)
    {
        JsonElement activation = join.GetProperty("activation");
        return new JoinProgram(
            join.GetProperty("name").GetString()!,
            join.GetProperty("operation").GetString() == "add",
            [.. join.GetProperty("sources").EnumerateArray().Select(source => source.GetString()!)],
            new ActivationByName(activation.GetProperty("kind").GetString()!, Bits(activation, "alpha_bits"), Bits(activation, "low_bits"), Bits(activation, "high_bits")));
    }

    /// <summary>Joins values.</summary>
    public float[] Run(float[][] operands)
    {
        float[] joined = IsAdd
            ? [.. operands[0].Select((first, i) => operands.Skip(1).Aggregate(first, (sum, operand) => sum + operand[i]))]
            : [.. operands.SelectMany(operand => operand)];
        return Activation.AfterLayer([.. joined.Select(Activation.WriteBack)]);
    }

    private static float Bits(JsonElement activation, string key) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(activation.GetProperty(key).GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
