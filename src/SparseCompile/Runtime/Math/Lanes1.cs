using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SparseCompile.Runtime;

/// <summary>One lane: the scalar form, and the reference the others are tested against.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Lanes1(float value) : ILanes<Lanes1>
{
    /// <summary>The lane.</summary>
    public float Value { get; } = value;

    /// <inheritdoc/>
    public static Lanes1 Broadcast(float value) => new(value);

    /// <inheritdoc/>
    public static Lanes1 Add(Lanes1 left, Lanes1 right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Lanes1 Subtract(Lanes1 left, Lanes1 right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Lanes1 Multiply(Lanes1 left, Lanes1 right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Lanes1 Divide(Lanes1 left, Lanes1 right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 MultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 addend) =>
        new(Fma.IsSupported || AdvSimd.IsSupported ? MathF.FusedMultiplyAdd(left.Value, right.Value, addend.Value) : SoftwareFma.MultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    public static Lanes1 SelectLess(Lanes1 left, Lanes1 right, Lanes1 whenTrue, Lanes1 whenFalse) =>
        left.Value < right.Value ? whenTrue : whenFalse;

    /// <inheritdoc/>
    public static Lanes1 Abs(Lanes1 value) => new(MathF.Abs(value.Value));

    /// <inheritdoc/>
    public static Lanes1 CopySign(Lanes1 magnitude, Lanes1 sign) => new(MathF.CopySign(magnitude.Value, sign.Value));

    /// <inheritdoc/>
    public static Lanes1 Scale(Lanes1 value, Lanes1 shifted) =>
        new(BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value.Value) + (BitConverter.SingleToInt32Bits(shifted.Value) << 23)));
}
