namespace SparseCompile.Conformance.Running;

/// <summary>How far an output may be from its reference.</summary>
/// <param name="Relative">Share of the reference's magnitude.</param>
/// <param name="Absolute">Beside it.</param>
public readonly record struct Tolerance(double Relative, double Absolute)
{
    /// <summary>What ONNX' own tests allow, with a smaller absolute part.</summary>
    public static Tolerance Default => new(1e-3, 1e-5);

    /// <summary>Whether a value agrees with its reference. NaN agrees with NaN, and an infinity with itself.</summary>
    public bool Allows(double actual, double expected) =>
        double.IsNaN(expected) ? double.IsNaN(actual)
        : double.IsInfinity(expected) ? actual == expected
        : Math.Abs(actual - expected) <= Absolute + (Relative * Math.Abs(expected));
}
