using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseCompile.Runtime;

/// <summary>What becomes of a sum: it is requantised, clamped, and looked up where the activation is more than a clamp.</summary>
/// <param name="low">Lower bound.</param>
/// <param name="high">Upper bound.</param>
/// <param name="table">The result for each value from -128 to 127; empty for the value itself.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Int8Result(int low, int high, ReadOnlySpan<sbyte> table)
{
    private readonly ReadOnlySpan<sbyte> _table = table;
    private readonly int _low = low;
    private readonly int _high = high;

    /// <summary>The int8 of a sum: (sum * multiplier + half) >> shift, clamped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public sbyte Of(int sum, int multiplier, int shift)
    {
        // Shifted up by one bit less and then by one more, the half needs no case for a shift of 0.
        long half = (1L << shift) >> 1;
        int value = (int)Math.Clamp((((long)sum * multiplier) + half) >> shift, _low, _high);
        return _table.IsEmpty ? (sbyte)value : _table[value + 128];
    }
}
