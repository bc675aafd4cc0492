namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>A value for each entry of a pattern, from its place alone: the same on every machine and for every order of reading.</summary>
/// <remarks>
/// With row r and column c from 0 and 64-bit unsigned arithmetic that wraps:
/// z = r * 0x9e3779b97f4a7c15 + c * 0xc2b2ae3d27d4eb4f + 0x165667b19e3779f9;
/// z = (z xor z >> 30) * 0xbf58476d1ce4e5b9; z = (z xor z >> 27) * 0x94d049bb133111eb; z = z xor z >> 31 (the mixing of splitmix64);
/// m = z >> 41, 23 bits; the value is (m + 1) / 2^23, negative when the lowest bit of z is set. It is in [-1, 1], never 0, and exact in float32.
/// </remarks>
internal static class PatternValue
{
    /// <summary>The value at a row and a column.</summary>
    public static float Seeded(long row, long column)
    {
        unchecked
        {
            ulong z = ((ulong)row * 0x9e3779b97f4a7c15) + ((ulong)column * 0xc2b2ae3d27d4eb4f) + 0x165667b19e3779f9;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            z ^= z >> 31;
            float magnitude = ((z >> 41) + 1) / 8388608f;
            return (z & 1) == 0 ? magnitude : -magnitude;
        }
    }
}
