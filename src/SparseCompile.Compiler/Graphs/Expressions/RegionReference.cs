using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>The elements of a region in double precision.</summary>
/// <param name="region">The region.</param>
/// <param name="operands">The operands' elements.</param>
internal sealed class RegionReference(Region region, IReadOnlyList<double[]> operands) : IExpressionVisitor<double[]>
{
    private readonly Dictionary<Expression, double[]> _known = new(SameExpression.Comparer);

    /// <summary>An expression's value at each place, row-major; one that appears twice is evaluated once.</summary>
    public double[] Evaluate(Expression expression)
    {
        if (!_known.TryGetValue(expression, out double[]? values))
        {
            _known[expression] = values = expression.Accept(this);
        }

        return values;
    }

    double[] IExpressionVisitor<double[]>.Visit(Read expression) => [.. expression.View.Elements(region.Extents).Select(element => operands[expression.Operand][element])];

    double[] IExpressionVisitor<double[]>.Visit(Stored expression) => [.. expression.View.Elements(region.Extents).Select(element => (double)expression.Values[element])];

    double[] IExpressionVisitor<double[]>.Visit(Constant expression) => [.. Enumerable.Repeat((double)expression.Value, region.Length)];

    double[] IExpressionVisitor<double[]>.Visit(Unary expression) => [.. Evaluate(expression.Operand).Select(x => ScalarReference.Evaluate(expression.Kind, x))];

    double[] IExpressionVisitor<double[]>.Visit(Binary expression) =>
        [.. Evaluate(expression.Left).Zip(Evaluate(expression.Right), (x, y) => ScalarReference.Evaluate(expression.Kind, x, y))];

    double[] IExpressionVisitor<double[]>.Visit(Choose expression)
    {
        double[] whenTrue = Evaluate(expression.WhenTrue), whenFalse = Evaluate(expression.WhenFalse);
        return [.. Evaluate(expression.Condition).Select((condition, i) => condition != 0 ? whenTrue[i] : whenFalse[i])];
    }

    double[] IExpressionVisitor<double[]>.Visit(Activate expression) => [.. Evaluate(expression.Operand).Select(x => ReferenceActivation.Evaluate(expression.Function, x))];
}
