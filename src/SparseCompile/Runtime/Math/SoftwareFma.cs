using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>Multiply-adds of floats that are rounded once, without hardware that has them: the bits of <see cref="MathF.FusedMultiplyAdd"/>.</summary>
/// <remarks>
/// The product of two floats is exact in double precision. Their sum with a third is rounded to 53 bits, and then to 24. Rounding twice differs from rounding once only where the first result
/// lies half-way between two floats and is not exact; half-way means that the 29 bits a float has no room for are 1000...0, unless the result is denormal, where it means other bits.
/// C's <c>fmaf</c>, which <see cref="MathF.FusedMultiplyAdd"/> calls without hardware, costs a call at best, and some C libraries round it wrongly.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SoftwareFma
{
    /// <summary>The bits of a double that a float has no room for.</summary>
    private const ulong Discarded = 0x1FFF_FFFF;

    /// <summary>These bits half-way between two floats.</summary>
    private const ulong HalfWay = 0x1000_0000;

    /// <summary>2^-126: below it floats have fewer bits.</summary>
    private const double SmallestNormal = 1.1754943508222875E-38;

    /// <summary>Its bits, without the sign's.</summary>
    private const ulong SmallestNormalBits = 0x7020_0000_0000_0000;

    /// <summary>left right + addend, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float left, float right, float addend)
    {
        double product = (double)left * right;
        double sum = product + addend;
        ulong bits = BitConverter.DoubleToUInt64Bits(sum);

        // A zero less one is above every bound: zeros are exact, and frequent. So are exact sums half-way between two floats, where weights have few bits.
        bool isInDoubt = ((bits & Discarded) == HalfWay || (bits << 1) - 1 < SmallestNormalBits - 1) && (sum - product != addend || sum - addend != product);
        return isInDoubt ? RoundOnce(product, addend, sum) : (float)sum;
    }

    /// <summary>left right + addend, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend)
    {
        Vector128<double> low = (Vector128.WidenLower(left) * Vector128.WidenLower(right)) + Vector128.WidenLower(addend);
        Vector128<double> high = (Vector128.WidenUpper(left) * Vector128.WidenUpper(right)) + Vector128.WidenUpper(addend);
        return (Doubts(low) | Doubts(high)) == Vector128<uint>.Zero ? Vector128.Narrow(low, high) : RoundOnce(left, right, addend);
    }

    /// <summary>The same for floats held as doubles. Where rounding twice may differ from rounding once, bits of <paramref name="doubts"/> are set, and the result is not to be relied on.</summary>
    /// <remarks>
    /// Only for products that are 0 or at least 2^-120: a sum below the normal floats is exact then, since the addend cancels the product. Every sum half-way between two floats is in doubt,
    /// one of 2^29 where operands are arbitrary.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> left, Vector128<double> right, Vector128<double> addend, ref Vector128<uint> doubts)
    {
        Vector128<double> sum = (left * right) + addend;
        doubts |= HalfWays(sum);
        return Round(sum);
    }

    /// <summary>The same, with no doubt where the sum is exact: for weights of few bits, whose sums are often half-way between two floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAddChecked(Vector128<double> left, Vector128<double> right, Vector128<double> addend, ref Vector128<uint> doubts)
    {
        Vector128<double> product = left * right;
        Vector128<double> sum = product + addend;
        doubts |= Vector128.AndNot(HalfWays(sum), Exact(product, addend, sum));
        return Round(sum);
    }

    /// <summary>The same for one float held as a double, and its product: for processors without vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddChecked(double product, double addend, ref bool doubts)
    {
        double sum = product + addend;
        doubts |= (BitConverter.DoubleToUInt64Bits(sum) & Discarded) == HalfWay && (sum - product != addend || sum - addend != product);
        return (float)sum;
    }

    /// <summary>The same whatever the product, and without doubts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> MultiplyAdd(Vector128<double> left, Vector128<double> right, Vector128<double> addend)
    {
        Vector128<double> product = left * right;
        Vector128<double> sum = product + addend;

        // A branch, not a selection: rounding to odd takes ten operations after one another, in the midst of a chain of sums.
        return Round(Vector128.AndNot(Doubts(sum), Exact(product, addend, sum)) == Vector128<uint>.Zero ? sum : ToOdd(product, addend, sum));
    }

    /// <summary>Two floats as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Load(float* two)
    {
        // One instruction, where Widen of a vector of four would take a load and a conversion, and a shuffle for the upper two.
        return Sse2.IsSupported
            ? Sse2.ConvertToVector128Double(Sse2.LoadScalarVector128((double*)two).AsSingle())
            : Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(double*)two).AsSingle());
    }

    /// <summary>Doubles rounded to floats, and held as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Round(Vector128<double> value) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(Sse2.ConvertToVector128Single(value))
        : Vector128.WidenLower(Vector128.Narrow(value, value));

    /// <summary>A double's lower half, all bits set where the value lies half-way between two normal floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> HalfWays(Vector128<double> sum) =>
        Vector128.Equals(sum.AsUInt32() & Vector128.Create(Discarded).AsUInt32(), Vector128.Create(0xFFFF_FFFF_0000_0000 | HalfWay).AsUInt32());

    /// <summary>Bits set where rounding to floats may differ from rounding once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Doubts(Vector128<double> sum)
    {
        Vector128<double> magnitude = Vector128.Abs(sum);
        Vector128<double> denormal = Vector128.GreaterThan(magnitude, Vector128<double>.Zero) & Vector128.LessThan(magnitude, Vector128.Create(SmallestNormal));
        return HalfWays(sum) | denormal.AsUInt32();
    }

    /// <summary>All bits set where the sum is exact: the larger operand taken from it leaves the other, without another rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Exact(Vector128<double> product, Vector128<double> addend, Vector128<double> sum) =>
        (Vector128.Equals(sum - product, addend) & Vector128.Equals(sum - addend, product)).AsUInt32();

    /// <summary>The exact sum rounded to the nearest double of odd last bit, unless it is a double: rounded again to a float, it is as if rounded once.</summary>
    /// <remarks>Two more bits than the final precision would be enough; a double has 29. Infinity and NaN stay: their error is NaN, and no comparison holds.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> ToOdd(Vector128<double> product, Vector128<double> addend, Vector128<double> sum)
    {
        // The sum's rounding error, exactly (Knuth's two-sum): nothing here over- or underflows, all being multiples of 2^-298.
        Vector128<double> added = sum - product;
        Vector128<double> error = (product - (sum - added)) + (addend - added);
        Vector128<double> direction = error * sum;
        Vector128<ulong> inward = Vector128.LessThan(direction, Vector128<double>.Zero).AsUInt64();
        Vector128<ulong> outward = Vector128.GreaterThan(direction, Vector128<double>.Zero).AsUInt64();

        // Rounded towards zero (all bits set are -1), then odd where it is not exact.
        return ((sum.AsUInt64() + inward) | Vector128.ShiftRightLogical(inward | outward, 63)).AsDouble();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float RoundOnce(double product, double addend, double sum)
    {
        // As ToOdd, but not in vectors, which there may be none of.
        double added = sum - product;
        double direction = ((product - (sum - added)) + (addend - added)) * sum;
        ulong bits = BitConverter.DoubleToUInt64Bits(sum);
        bits = direction < 0 ? (bits - 1) | 1 : direction > 0 ? bits | 1 : bits;
        return (float)BitConverter.UInt64BitsToDouble(bits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> RoundOnce(Vector128<float> left, Vector128<float> right, Vector128<float> addend)
    {
        Vector128<double> low = MultiplyAdd(Vector128.WidenLower(left), Vector128.WidenLower(right), Vector128.WidenLower(addend));
        Vector128<double> high = MultiplyAdd(Vector128.WidenUpper(left), Vector128.WidenUpper(right), Vector128.WidenUpper(addend));
        return Vector128.Narrow(low, high);
    }
}
