using System.Runtime.CompilerServices;

namespace SparseCompile.Compiler.Graphs.Expressions;

/// <summary>Expressions by identity: a shared one is one, however large the tree that it would unfold to.</summary>
public sealed class SameExpression : IEqualityComparer<Expression>
{
    private SameExpression()
    {
    }

    /// <summary>The comparer.</summary>
    public static SameExpression Comparer { get; } = new();

    /// <inheritdoc/>
    public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

    /// <inheritdoc/>
    public int GetHashCode(Expression obj) => RuntimeHelpers.GetHashCode(obj);
}
