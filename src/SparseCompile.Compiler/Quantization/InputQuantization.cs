namespace SparseCompile.Compiler.Quantization;

/// <summary>How an input becomes int8 where the model's file states its integers: q = floor((x - zero) * step / scale + 1/2) in double precision, clamped. NaN is 0.</summary>
/// <param name="Scale">What an int8 of the network is multiplied by to be the value that it stands for.</param>
/// <param name="Step">The same of what is handed over: 1 for the values themselves.</param>
/// <param name="ZeroPoint">What is handed over for the value 0.</param>
/// <param name="Low">The lowest int8.</param>
/// <param name="High">The highest int8.</param>
public readonly record struct InputQuantization(float Scale, float Step, int ZeroPoint, int Low, int High)
{
    /// <summary>The int8 of one element.</summary>
    public sbyte Of(float value)
    {
        double scaled = Math.Floor((((double)value - ZeroPoint) * Step / Scale) + 0.5);
        return double.IsNaN(scaled) ? (sbyte)0 : (sbyte)Math.Min(Math.Max(scaled, Low), High);
    }
}
