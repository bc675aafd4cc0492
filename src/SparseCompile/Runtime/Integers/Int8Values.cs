using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>Between floats and int8.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Int8Values
{
    /// <summary>Divides by the scale in double precision, rounds to the nearest integer, halves up, and clamps. NaN becomes 0.</summary>
    public static void Quantize(float* values, sbyte* integers, int length, float scale)
    {
        for (int i = 0; i < length; i++)
        {
            double scaled = Math.Floor(((double)values[i] / scale) + 0.5);
            integers[i] = double.IsNaN(scaled) ? (sbyte)0 : (sbyte)Math.Clamp(scaled, sbyte.MinValue, sbyte.MaxValue);
        }
    }

    /// <summary>The same by a rule of the model's file.</summary>
    public static void Quantize(float* values, sbyte* integers, int length, Int8Input rule)
    {
        for (int i = 0; i < length; i++)
        {
            integers[i] = rule.Of(values[i]);
        }
    }

    /// <summary>Values as the integers that the model's file rounds them to: divided by the scale, rounded, halves to even, moved by the zero point, and clamped.</summary>
    // Parameters: the encoding.
    public static void Encode(float* values, int length, float scale, int zeroPoint, int lowest, int highest)
    {
        for (int i = 0; i < length; i++)
        {
            values[i] = Math.Clamp(MathF.Round(values[i] / scale) + zeroPoint, lowest, highest);
        }
    }

    /// <summary>Multiplies by the scale.</summary>
    public static void Dequantize(sbyte* integers, float* values, int length, float scale)
    {
        for (int i = 0; i < length; i++)
        {
            values[i] = integers[i] * scale;
        }
    }

    /// <summary>Moves a box of integers to another arrangement.</summary>
    /// <param name="from">Where the first one is.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="extents">The box.</param>
    /// <param name="steps">For each axis, how far from the first coordinate each other one is read.</param>
    /// <param name="strides">For each axis, how far apart two neighbours go.</param>
    public static void Move(sbyte* from, sbyte* to, ReadOnlySpan<int> extents, ReadOnlySpan<int> steps, ReadOnlySpan<int> strides)
    {
        if (extents.IsEmpty)
        {
            *to = *from;
            return;
        }

        for (int i = 0; i < extents[0]; i++)
        {
            Move(from + steps[i], to + ((long)i * strides[0]), extents[1..], steps[extents[0]..], strides[1..]);
        }
    }

    /// <summary>Copies integers.</summary>
    public static void Copy(sbyte* from, sbyte* to, int length) => new ReadOnlySpan<sbyte>(from, length).CopyTo(new Span<sbyte>(to, length));
}
