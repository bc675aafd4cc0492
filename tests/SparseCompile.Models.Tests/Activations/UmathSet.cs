using System.Globalization;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Activations;

/// <summary>NumPy's accuracy set of a function: float32 inputs, and outputs rounded from higher precision.</summary>
/// <param name="Inputs">Inputs.</param>
/// <param name="Outputs">Right outputs.</param>
/// <param name="Bound">NumPy's own bound, in units in the last place.</param>
internal sealed record UmathSet(float[] Inputs, float[] Outputs, int Bound)
{
    /// <summary>Reads the set of a function.</summary>
    public static UmathSet Read(string function)
    {
        string[][] rows =
        [
            .. File.ReadLines(SharedData.PathOf($"npy/umath/{function}.csv"))
                .Where(static line => line.StartsWith("np.float32,", StringComparison.Ordinal))
                .Select(static line => line.Split(',')),
        ];
        return new UmathSet([.. rows.Select(static row => Float(row[1]))], [.. rows.Select(static row => Float(row[2]))], rows.Max(static row => int.Parse(row[3], CultureInfo.InvariantCulture)));
    }

    private static float Float(string hexadecimal) => BitConverter.UInt32BitsToSingle(Convert.ToUInt32(hexadecimal, 16));
}
