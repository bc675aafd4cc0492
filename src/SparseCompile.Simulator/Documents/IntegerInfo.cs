using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>What an operator on int8 values has beside its weights.</summary>
/// <param name="Biases">What the sum of each row starts from; empty without weights.</param>
/// <param name="Multipliers">What sums are multiplied by: one for each row, or pixel, or one for all; empty where values are only moved.</param>
/// <param name="Shifts">How far products are shifted.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
/// <param name="Table">The result for each value from -128; empty for the value itself.</param>
/// <param name="Factors">Multipliers of operands, or factors of ranks; empty for none.</param>
public sealed record IntegerInfo(
    IReadOnlyList<int> Biases, IReadOnlyList<int> Multipliers, IReadOnlyList<int> Shifts, int Low, int High, IReadOnlyList<int> Table, IReadOnlyList<int> Factors)
{
    /// <summary>The int8 that becomes of a sum.</summary>
    /// <param name="sum">An integer.</param>
    /// <param name="index">The row, or pixel.</param>
    public float Finish(double sum, int index)
    {
        long value = (long)sum;
        if (Multipliers.Count > 0)
        {
            int at = Multipliers.Count == 1 ? 0 : index;
            int shift = Shifts[at];
            value = ((value * Multipliers[at]) + (shift == 0 ? 0 : 1L << (shift - 1))) >> shift;
        }

        int clamped = (int)Math.Clamp(value, Low, High);
        return Table.Count == 0 ? clamped : Table[clamped + 128];
    }

    internal static IntegerInfo Read(JsonElement element) => new(
        element.GetProperty("biases").Ints(),
        element.GetProperty("multipliers").Ints(),
        element.GetProperty("shifts").Ints(),
        element.Int("low"),
        element.Int("high"),
        element.GetProperty("table").Ints(),
        element.GetProperty("factors").Ints());
}
