using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>How an input becomes int8 where the model's file states its integers: q = floor((x - zero) * step / scale + 1/2) in double precision, clamped.</summary>
/// <param name="scale">What an int8 of the network is multiplied by to be the value that it stands for.</param>
/// <param name="step">The same of what is handed over: 1 for the values themselves.</param>
/// <param name="zeroPoint">What is handed over for the value 0.</param>
/// <param name="low">The lowest int8.</param>
/// <param name="high">The highest int8.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int8Input(float scale, float step, int zeroPoint, int low, int high)
{
    /// <summary>The int8 of one element; 0 for NaN.</summary>
    public sbyte Of(float value)
    {
        double scaled = Math.Floor((((double)value - zeroPoint) * step / scale) + 0.5);
        return double.IsNaN(scaled) ? (sbyte)0 : (sbyte)Math.Clamp(scaled, low, high);
    }
}
