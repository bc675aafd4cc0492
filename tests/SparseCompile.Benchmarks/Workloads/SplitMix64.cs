namespace SparseCompile.Benchmarks.Workloads;

/// <summary>A small random number generator whose sequence is part of this repository.</summary>
/// <remarks>System.Random may change between runtimes; the committed weight files could then no longer be made again.</remarks>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number below <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)(((UInt128)Next() * (ulong)limit) >> 64);

    /// <summary>A float in (-1, 1) that is never zero: a zero would be taken for a pruned weight.</summary>
    public float Signed()
    {
        // 23 random bits plus a half step: symmetric around zero, and exact in a float's 24 bits.
        int steps = (int)(Next() >> 41) - (1 << 22);
        return ((2 * steps) + 1) / (float)(1 << 23);
    }
}
