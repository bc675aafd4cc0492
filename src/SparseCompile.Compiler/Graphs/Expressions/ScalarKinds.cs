namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>Functions of one value.</summary>
public enum UnaryKind
{
    /// <summary>-x.</summary>
    Negate,

    /// <summary>The magnitude.</summary>
    Abs,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>e to the power of x.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The largest integer that is not larger.</summary>
    Floor,

    /// <summary>The smallest integer that is not smaller.</summary>
    Ceiling,

    /// <summary>The nearest integer, the even one of two.</summary>
    Round,

    /// <summary>The integer without the fraction: a cast to an integer type.</summary>
    Truncate,

    /// <summary>-1, 0 or 1.</summary>
    Sign,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>1 where x is 0, else 0.</summary>
    Not,

    /// <summary>1 where x is NaN, else 0.</summary>
    IsNaN,

    /// <summary>1 where x is infinite, else 0.</summary>
    IsInfinite,

    /// <summary>The sine.</summary>
    Sin,

    /// <summary>The cosine.</summary>
    Cos,

    /// <summary>The tangent.</summary>
    Tan,

    /// <summary>The inverse of the sine.</summary>
    Asin,

    /// <summary>The inverse of the cosine.</summary>
    Acos,

    /// <summary>The inverse of the tangent.</summary>
    Atan,

    /// <summary>The hyperbolic sine.</summary>
    Sinh,

    /// <summary>The hyperbolic cosine.</summary>
    Cosh,

    /// <summary>The inverse of the hyperbolic sine.</summary>
    Asinh,

    /// <summary>The inverse of the hyperbolic cosine.</summary>
    Acosh,

    /// <summary>The inverse of the hyperbolic tangent.</summary>
    Atanh,
}

/// <summary>Functions of two values.</summary>
public enum BinaryKind
{
    /// <summary>x + y.</summary>
    Add,

    /// <summary>x - y.</summary>
    Subtract,

    /// <summary>x y.</summary>
    Multiply,

    /// <summary>x / y.</summary>
    Divide,

    /// <summary>x to the power of y.</summary>
    Power,

    /// <summary>The smaller; NaN where either is.</summary>
    Min,

    /// <summary>The larger; NaN where either is.</summary>
    Max,

    /// <summary>1 where x is less than y, else 0.</summary>
    Less,

    /// <summary>1 where x is less than y or equal, else 0.</summary>
    LessOrEqual,

    /// <summary>1 where both are equal, else 0.</summary>
    Equal,

    /// <summary>1 where neither is 0, else 0.</summary>
    And,

    /// <summary>1 where either is not 0, else 0.</summary>
    Or,

    /// <summary>1 where one of both is not 0, else 0.</summary>
    Xor,

    /// <summary>The remainder of a division rounded down: it has the sign of y.</summary>
    Modulo,

    /// <summary>The remainder of a division rounded to zero: it has the sign of x.</summary>
    Remainder,
}
