namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A number in double precision, and how far from it float32 may end, however passes regrouped the sum.</summary>
/// <param name="Value">The number.</param>
/// <param name="Magnitude">The sum of its terms' magnitudes: what each rounding is relative to.</param>
/// <param name="Error">How far a result may be off.</param>
internal readonly record struct Bounded(double Value, double Magnitude, double Error)
{
    /// <summary>Half a unit in the last place of 1.</summary>
    public const double RoundOff = 1.0 / (1 << 24);

    public static Bounded operator +(Bounded left, Bounded right) => new(left.Value + right.Value, left.Magnitude + right.Magnitude, left.Error + right.Error);

    public static Bounded operator *(double factor, Bounded value) => new(factor * value.Value, Math.Abs(factor) * value.Magnitude, Math.Abs(factor) * value.Error);

    /// <summary>A float32 as it is.</summary>
    public static Bounded Exactly(float value) => new(value, Math.Abs(value), 0);

    /// <summary>After so many roundings, and three more for weights and biases that took up a factor and a shift.</summary>
    public Bounded Rounded(int steps) => this with { Error = Error + ((steps + 3) * RoundOff * Magnitude) + ((steps + 1) * (double)float.Epsilon) };
}
