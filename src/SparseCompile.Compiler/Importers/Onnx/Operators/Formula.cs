using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Short forms for writing expressions.</summary>
internal static class Formula
{
    /// <summary>The same value everywhere.</summary>
    public static Expression Number(double value) => new Constant((float)value);

    /// <summary>x + y.</summary>
    public static Expression Add(Expression x, Expression y) => new Binary(BinaryKind.Add, x, y);

    /// <summary>x - y.</summary>
    public static Expression Subtract(Expression x, Expression y) => new Binary(BinaryKind.Subtract, x, y);

    /// <summary>x y.</summary>
    public static Expression Multiply(Expression x, Expression y) => new Binary(BinaryKind.Multiply, x, y);

    /// <summary>x / y.</summary>
    public static Expression Divide(Expression x, Expression y) => new Binary(BinaryKind.Divide, x, y);

    /// <summary>The smaller.</summary>
    public static Expression Min(Expression x, Expression y) => new Binary(BinaryKind.Min, x, y);

    /// <summary>The larger.</summary>
    public static Expression Max(Expression x, Expression y) => new Binary(BinaryKind.Max, x, y);

    /// <summary>x to the power of y.</summary>
    public static Expression Power(Expression x, Expression y) => new Binary(BinaryKind.Power, x, y);

    /// <summary>Whether x is less than y.</summary>
    public static Expression Less(Expression x, Expression y) => new Binary(BinaryKind.Less, x, y);

    /// <summary>Whether x is at most y.</summary>
    public static Expression LessOrEqual(Expression x, Expression y) => new Binary(BinaryKind.LessOrEqual, x, y);

    /// <summary>Whether both are equal.</summary>
    public static Expression Equal(Expression x, Expression y) => new Binary(BinaryKind.Equal, x, y);

    /// <summary>A function of one value.</summary>
    public static Expression Of(UnaryKind kind, Expression x) => new Unary(kind, x);

    /// <summary>e to the power of x.</summary>
    public static Expression Exp(Expression x) => new Unary(UnaryKind.Exp, x);

    /// <summary>The natural logarithm.</summary>
    public static Expression Log(Expression x) => new Unary(UnaryKind.Log, x);

    /// <summary>The square root.</summary>
    public static Expression Sqrt(Expression x) => new Unary(UnaryKind.Sqrt, x);

    /// <summary>One of two values.</summary>
    public static Expression Choose(Expression condition, Expression whenTrue, Expression whenFalse) => new Choose(condition, whenTrue, whenFalse);
}
