using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>What an element of a <see cref="Map"/> is: scalar operations on elements of operands. Truth values are 1 and 0; whatever is not 0 is true.</summary>
public abstract record Expression
{
    /// <summary>Calls the visitor's overload for this expression.</summary>
    public abstract T Accept<T>(IExpressionVisitor<T> visitor);
}

/// <summary>One overload for each expression, none with a default.</summary>
/// <typeparam name="T">What the stage answers.</typeparam>
public interface IExpressionVisitor<out T>
{
    /// <summary>Answers for <see cref="Read"/>.</summary>
    T Visit(Read expression);

    /// <summary>Answers for <see cref="Stored"/>.</summary>
    T Visit(Stored expression);

    /// <summary>Answers for <see cref="Constant"/>.</summary>
    T Visit(Constant expression);

    /// <summary>Answers for <see cref="Unary"/>.</summary>
    T Visit(Unary expression);

    /// <summary>Answers for <see cref="Binary"/>.</summary>
    T Visit(Binary expression);

    /// <summary>Answers for <see cref="Choose"/>.</summary>
    T Visit(Choose expression);

    /// <summary>Answers for <see cref="Activate"/>.</summary>
    T Visit(Activate expression);
}

/// <summary>An element of an operand.</summary>
/// <param name="Operand">Which of the node's inputs.</param>
/// <param name="View">Which element at which place.</param>
public sealed record Read(int Operand, View View) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>An element of an array that is known at build time.</summary>
/// <param name="Values">The array. It is compared by reference, and must not be changed.</param>
/// <param name="View">Which element at which place.</param>
public sealed record Stored(float[] Values, View View) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>The same value at every place.</summary>
/// <param name="Value">The value.</param>
public sealed record Constant(float Value) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>A function of one value.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Operand">The value.</param>
public sealed record Unary(UnaryKind Kind, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>A function of two values.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
public sealed record Binary(BinaryKind Kind, Expression Left, Expression Right) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>One of two values. Both are computed.</summary>
/// <param name="Condition">Chooses the first where it is not 0; NaN is not 0.</param>
/// <param name="WhenTrue">The first.</param>
/// <param name="WhenFalse">The second.</param>
public sealed record Choose(Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>An activation of one value, with the arithmetic of a layer's epilogue.</summary>
/// <param name="Function">The activation; never softmax.</param>
/// <param name="Operand">The value.</param>
public sealed record Activate(ActivationFunction Function, Expression Operand) : Expression
{
    /// <inheritdoc/>
    public override T Accept<T>(IExpressionVisitor<T> visitor) => visitor.Visit(this);
}
