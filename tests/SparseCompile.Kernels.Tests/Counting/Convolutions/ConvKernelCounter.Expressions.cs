using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <content>Integers and pointers.</content>
internal sealed partial class ConvKernelCounter
{
    private Func<long> Integer(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case LiteralExpressionSyntax literal:
                long value = Literal(literal);
                return () => value;
            case ParenthesizedExpressionSyntax inner:
                return Integer(inner.Expression);
            case IdentifierNameSyntax name:
                Variable<long> variable = _integers[name.Identifier.Text];
                return () => variable.Value;
            case BinaryExpressionSyntax binary:
                return Computed(binary, Integer(binary.Left), Integer(binary.Right));
            case ElementAccessExpressionSyntax { ArgumentList.Arguments: [var entry] } element:
                (Func<Cursor> start, Func<long> index) = (Place(element.Expression), Integer(entry.Expression));
                return () => Read(start().At(index()));

            // *counts++: the cursor moves behind what is read.
            case PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: PostfixUnaryExpressionSyntax { OperatorToken.Text: "++", Operand: IdentifierNameSyntax name } }:
                Variable<Cursor> cursor = _cursors[name.Identifier.Text];
                return () =>
                {
                    Cursor place = cursor.Value;
                    cursor.Value = place.At(1);
                    return Read(place);
                };
            case PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: IdentifierNameSyntax name }:
                Func<Cursor> first = Place(name);
                return () => Read(first());
            default:
                throw Unknown(expression);
        }
    }

    private static Func<long> Computed(BinaryExpressionSyntax binary, Func<long> left, Func<long> right) => binary.OperatorToken.Text switch
    {
        "+" => () => left() + right(),
        "-" => () => left() - right(),
        "*" => () => left() * right(),
        "/" => () => left() / right(),
        _ => throw Unknown(binary),
    };

    private Func<Cursor> Place(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Place(inner.Expression);
            case IdentifierNameSyntax name:
                Variable<Cursor> variable = _cursors[name.Identifier.Text];
                return () => variable.Value;
            case BinaryExpressionSyntax { OperatorToken.Text: "+" } sum:
                (Func<Cursor> start, Func<long> elements) = (Place(sum.Left), Integer(sum.Right));
                return () => start().At(elements());
            default:
                throw Unknown(expression);
        }
    }

    private static long Read(Cursor place) => place.Area.Integer(place.Place);
}
