using SparseCompile.Compiler.Graphs.Expressions;

namespace SparseCompile.Compiler.Passes.Fusion;

/// <summary>Rewrites the reads of an expression; what is shared stays shared.</summary>
/// <param name="read">What takes the place of a read of an operand, or of a stored array; null where nothing does, and with it the whole result.</param>
internal sealed class Substitution(Func<Expression, Expression?> read) : IExpressionVisitor<Expression?>
{
    private readonly Dictionary<Expression, Expression?> _known = new(SameExpression.Comparer);

    /// <summary>The expression with other reads.</summary>
    public Expression? Apply(Expression expression)
    {
        if (!_known.TryGetValue(expression, out Expression? result))
        {
            _known[expression] = result = expression.Accept(this);
        }

        return result;
    }

    Expression? IExpressionVisitor<Expression?>.Visit(Read expression) => read(expression);

    Expression? IExpressionVisitor<Expression?>.Visit(Stored expression) => read(expression);

    Expression? IExpressionVisitor<Expression?>.Visit(Constant expression) => expression;

    Expression? IExpressionVisitor<Expression?>.Visit(Unary expression) => Apply(expression.Operand) is { } operand ? expression with { Operand = operand } : null;

    Expression? IExpressionVisitor<Expression?>.Visit(Binary expression) =>
        Apply(expression.Left) is { } left && Apply(expression.Right) is { } right ? expression with { Left = left, Right = right } : null;

    Expression? IExpressionVisitor<Expression?>.Visit(Choose expression) =>
        Apply(expression.Condition) is { } condition && Apply(expression.WhenTrue) is { } whenTrue && Apply(expression.WhenFalse) is { } whenFalse
            ? new Choose(condition, whenTrue, whenFalse)
            : null;

    Expression? IExpressionVisitor<Expression?>.Visit(Activate expression) => Apply(expression.Operand) is { } operand ? expression with { Operand = operand } : null;
}
