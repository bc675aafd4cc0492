using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>What expressions mean, in double precision.</summary>
public static class ScalarReference
{
    /// <summary>A function of one value.</summary>
    public static double Evaluate(UnaryKind kind, double x) => kind switch
    {
        UnaryKind.Negate => -x,
        UnaryKind.Abs => Math.Abs(x),
        UnaryKind.Sqrt => Math.Sqrt(x),
        UnaryKind.Exp => Math.Exp(x),
        UnaryKind.Log => Math.Log(x),
        UnaryKind.Floor => Math.Floor(x),
        UnaryKind.Ceiling => Math.Ceiling(x),
        UnaryKind.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryKind.Truncate => Math.Truncate(x),
        UnaryKind.Sign => double.IsNaN(x) ? x : Math.Sign(x),
        UnaryKind.Erf => ReferenceActivation.Erf(x),
        UnaryKind.Not => Truth(x == 0),
        UnaryKind.IsNaN => Truth(double.IsNaN(x)),
        UnaryKind.IsInfinite => Truth(double.IsInfinity(x)),
        _ => Transcendental(kind, x),
    };

    /// <summary>A function of two values.</summary>
    public static double Evaluate(BinaryKind kind, double x, double y) => kind switch
    {
        BinaryKind.Add => x + y,
        BinaryKind.Subtract => x - y,
        BinaryKind.Multiply => x * y,
        BinaryKind.Divide => x / y,
        BinaryKind.Power => Math.Pow(x, y),
        BinaryKind.Min => Math.Min(x, y),
        BinaryKind.Max => Math.Max(x, y),
        BinaryKind.Less => Truth(x < y),
        BinaryKind.LessOrEqual => Truth(x <= y),
        BinaryKind.Equal => Truth(x == y),
        BinaryKind.And => Truth(x != 0 && y != 0),
        BinaryKind.Or => Truth(x != 0 || y != 0),
        BinaryKind.Xor => Truth((x != 0) != (y != 0)),
        BinaryKind.Modulo => x - (Math.Floor(x / y) * y),
        BinaryKind.Remainder => x % y,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Transcendental(UnaryKind kind, double x) => kind switch
    {
        UnaryKind.Sin => Math.Sin(x),
        UnaryKind.Cos => Math.Cos(x),
        UnaryKind.Tan => Math.Tan(x),
        UnaryKind.Asin => Math.Asin(x),
        UnaryKind.Acos => Math.Acos(x),
        UnaryKind.Atan => Math.Atan(x),
        UnaryKind.Sinh => Math.Sinh(x),
        UnaryKind.Cosh => Math.Cosh(x),
        UnaryKind.Asinh => x < 0 ? -Math.Log(-x + Math.Sqrt((x * x) + 1)) : Math.Log(x + Math.Sqrt((x * x) + 1)),
        UnaryKind.Acosh => Math.Log(x + Math.Sqrt((x * x) - 1)),
        UnaryKind.Atanh => 0.5 * Math.Log((1 + x) / (1 - x)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Truth(bool condition) => condition ? 1 : 0;
}
