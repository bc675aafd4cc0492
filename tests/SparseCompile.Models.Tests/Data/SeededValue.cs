namespace SparseCompile.Models.Tests.Data;

/// <summary>The values that <c>PatternValues.Seeded</c> promises, written from its documentation alone.</summary>
internal static class SeededValue
{
    /// <summary>The value at a row and a column.</summary>
    public static double At(int row, int column)
    {
        ulong z = ((ulong)row * 0x9e3779b97f4a7c15) + ((ulong)column * 0xc2b2ae3d27d4eb4f) + 0x165667b19e3779f9;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        z ^= z >> 31;
        double magnitude = ((z >> 41) + 1) / Math.Pow(2, 23);
        return z % 2 == 0 ? magnitude : -magnitude;
    }
}
