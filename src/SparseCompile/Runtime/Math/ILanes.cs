using System.ComponentModel;

namespace SparseCompile.Runtime;

/// <summary>The few operations activations are written in, at any vector width.</summary>
/// <remarks>
/// Each is one IEEE 754 operation per lane, so a function written once in them gives the same bits at every width. Maximum and minimum are
/// left out on purpose: hardware disagrees about NaN and the sign of zero, a comparison and a selection do not.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILanes<T>
    where T : struct, ILanes<T>
{
    /// <summary>The same value on all lanes.</summary>
    static abstract T Broadcast(float value);

    /// <summary>left + right.</summary>
    static abstract T Add(T left, T right);

    /// <summary>left - right.</summary>
    static abstract T Subtract(T left, T right);

    /// <summary>left right, rounded once.</summary>
    static abstract T Multiply(T left, T right);

    /// <summary>left / right.</summary>
    static abstract T Divide(T left, T right);

    /// <summary>left right + addend, rounded once.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary>On each lane, left &lt; right ? whenTrue : whenFalse; false where either is NaN.</summary>
    static abstract T SelectLess(T left, T right, T whenTrue, T whenFalse);

    /// <summary>The value without its sign.</summary>
    static abstract T Abs(T value);

    /// <summary>Magnitude of the first, sign of the second.</summary>
    static abstract T CopySign(T magnitude, T sign);

    /// <summary>value times 2^n, n being the low bits of <paramref name="shifted"/>'s representation; n in -126...127 and the result normal.</summary>
    static abstract T Scale(T value, T shifted);
}
