namespace SparseCompile.Runtime;

/// <content>What maps and reductions need.</content>
public readonly partial struct Lanes1 : ITensorLanes<Lanes1>
{
    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static unsafe Lanes1 Load(float* from) => new(*from);

    /// <inheritdoc/>
    public static unsafe void Store(float* to, Lanes1 value) => *to = value.Value;

    /// <inheritdoc/>
    public static Lanes1 SelectEqual(Lanes1 left, Lanes1 right, Lanes1 whenTrue, Lanes1 whenFalse) => left.Value == right.Value ? whenTrue : whenFalse;

    /// <inheritdoc/>
    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value.Value));

    /// <inheritdoc/>
    public static Lanes1 Floor(Lanes1 value) => new(MathF.Floor(value.Value));

    /// <inheritdoc/>
    public static Lanes1 Ceiling(Lanes1 value) => new(MathF.Ceiling(value.Value));

    /// <inheritdoc/>
    public static Lanes1 Round(Lanes1 value) => new(MathF.Round(value.Value));

    /// <inheritdoc/>
    public static Lanes1 Truncate(Lanes1 value) => new(MathF.Truncate(value.Value));

    /// <inheritdoc/>
    public static Lanes1 Exponent(Lanes1 value) => new((BitConverter.SingleToInt32Bits(value.Value) >>> 23) - 126);

    /// <inheritdoc/>
    public static Lanes1 Mantissa(Lanes1 value) => new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(value.Value) & 0x7FFFFF) | 0x3F000000));
}
