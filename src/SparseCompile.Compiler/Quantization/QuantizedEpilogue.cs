using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Quantization;

/// <summary>What becomes of a requantised sum: it is clamped, then looked up where the activation is more than a clamp.</summary>
/// <param name="Low">Lower bound, at least -128.</param>
/// <param name="High">Upper bound, at most 127.</param>
/// <param name="Table">The result for each value from -128 to 127; empty for the value itself.</param>
public sealed record QuantizedEpilogue(int Low, int High, EquatableArray<sbyte> Table)
{
    /// <summary>The int8 that is stored.</summary>
    public sbyte Apply(long value)
    {
        int clamped = (int)Math.Min(Math.Max(value, Low), High);
        return Table.Count == 0 ? (sbyte)clamped : Table[clamped + 128];
    }
}
