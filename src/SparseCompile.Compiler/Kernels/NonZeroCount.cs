namespace SparseCompile.Compiler.Kernels;

/// <summary>How many inputs are looked at where those that are not zero are listed.</summary>
internal static class NonZeroCount
{
    /// <summary>Of packed inputs: a multiple of 64, which the zeros behind them have room for.</summary>
    public static int Packed(int inputs) => (inputs + 63) / 64 * 64;
}
