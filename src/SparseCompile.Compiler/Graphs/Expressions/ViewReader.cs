namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>Lists the views of an expression.</summary>
public sealed class ViewReader : IExpressionVisitor<bool>
{
    private readonly HashSet<Expression> _seen = new(SameExpression.Comparer);
    private readonly List<(int Length, int Operand, View View)> _views = [];
    private readonly List<Expression> _leaves = [];

    private ViewReader()
    {
    }

    /// <summary>Distinct operations of an expression, reads and constants not counted.</summary>
    public static int Operations(Expression expression)
    {
        ViewReader reader = new();
        reader.Walk(expression);
        return reader._seen.Count(seen => seen is not (Read or Stored or Constant));
    }

    /// <summary>The views: operands by number, and with -1 arrays with their lengths.</summary>
    public static IReadOnlyList<(int Length, int Operand, View View)> Views(Expression expression)
    {
        ViewReader reader = new();
        reader.Walk(expression);
        return reader._views;
    }

    /// <summary>The reads of operands and arrays, each object once.</summary>
    public static IReadOnlyList<Expression> Leaves(Expression expression)
    {
        ViewReader reader = new();
        reader.Walk(expression);
        return reader._leaves;
    }

    bool IExpressionVisitor<bool>.Visit(Read expression) => Take(expression, (0, expression.Operand, expression.View));

    bool IExpressionVisitor<bool>.Visit(Stored expression) => Take(expression, (expression.Values.Length, -1, expression.View));

    bool IExpressionVisitor<bool>.Visit(Constant expression) => true;

    bool IExpressionVisitor<bool>.Visit(Unary expression) => Walk(expression.Operand);

    bool IExpressionVisitor<bool>.Visit(Binary expression) => Walk(expression.Left) & Walk(expression.Right);

    bool IExpressionVisitor<bool>.Visit(Choose expression) => Walk(expression.Condition) & Walk(expression.WhenTrue) & Walk(expression.WhenFalse);

    bool IExpressionVisitor<bool>.Visit(Activate expression) => Walk(expression.Operand);

    private bool Walk(Expression expression) => !_seen.Add(expression) || expression.Accept(this);

    private bool Take(Expression leaf, (int Length, int Operand, View View) view)
    {
        _leaves.Add(leaf);
        _views.Add(view);
        return true;
    }
}
