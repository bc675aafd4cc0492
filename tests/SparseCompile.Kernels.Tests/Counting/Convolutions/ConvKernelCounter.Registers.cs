using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <content>Vectors, and floats, which are vectors of one lane.</content>
internal sealed partial class ConvKernelCounter
{
    private Action SetRegister(string name, ExpressionSyntax value)
    {
        LaneRegister register = _registers[name];
        if (Source(value) is { } source)
        {
            return () => source(register);
        }

        // An activation: of its own register, which it multiplies by a literal at most.
        ShouldBeElementwise(name, value);
        return () => register.Content.ShouldBe(LaneContent.Sums);
    }

    /// <summary>What a load, a product or another register gives; null for anything else.</summary>
    private Action<LaneRegister>? Source(ExpressionSyntax value) => value switch
    {
        IdentifierNameSyntax name => Copy(_registers[name.Identifier.Text]),
        InvocationExpressionSyntax call when LanesOfProduct(call) is { } lanes => Product(call, lanes),
        InvocationExpressionSyntax call => Masked(call) ?? Load(call),
        PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: CastExpressionSyntax { Expression: var place } cast } when cast.Type.ToString() == "Vector128<float>*" => Load(Place(place), 4, false),
        PrefixUnaryExpressionSyntax { OperatorToken.Text: "*", Operand: ParenthesizedExpressionSyntax place } => Load(Place(place), 1, false),
        ElementAccessExpressionSyntax element => Load(ElementOf(element), 1, false),
        _ => null,
    };

    private static Action<LaneRegister> Copy(LaneRegister other) => register =>
    {
        if (register != other)
        {
            register.Copy(other);
        }
    };

    /// <summary><c>Avx.LoadVector256(weights + 8)</c>, <c>Vector256.Create(window[3])</c>.</summary>
    private Action<LaneRegister>? Load(InvocationExpressionSyntax call) => (call.Expression.ToString(), call.ArgumentList.Arguments) switch
    {
        ("Avx512F.LoadVector512", [var place]) => Load(Place(place.Expression), 16, false),
        ("Avx.LoadVector256", [var place]) => Load(Place(place.Expression), 8, false),
        ("Vector512.Create", [{ Expression: ElementAccessExpressionSyntax element }]) => Load(ElementOf(element), 16, true),
        ("Vector256.Create", [{ Expression: ElementAccessExpressionSyntax element }]) => Load(ElementOf(element), 8, true),
        ("Vector128.Create", [{ Expression: ElementAccessExpressionSyntax element }]) => Load(ElementOf(element), 4, true),
        _ => null,
    };

    private static Action<LaneRegister> Load(Func<Cursor> place, int lanes, bool isBroadcast) => register =>
    {
        Cursor cursor = place();
        cursor.Area.Load(register, cursor.Place, lanes, isBroadcast);
    };

    private Func<Cursor> ElementOf(ElementAccessExpressionSyntax element)
    {
        (Func<Cursor> start, Func<long> index) = (Place(element.Expression), Integer(element.ArgumentList.Arguments.Single().Expression));
        return () => start().At(index());
    }

    /// <summary>A product that only lanes with a weight keep: <c>BlendVariable(sum, product, CompareNotEqual(weight, zero))</c>, <c>ConditionalSelect(Equals(weight, zero), sum, product)</c>.</summary>
    private Action<LaneRegister>? Masked(InvocationExpressionSyntax call)
    {
        ExpressionSyntax[] arguments = [.. call.ArgumentList.Arguments.Select(argument => argument.Expression)];
        (ExpressionSyntax? kept, ExpressionSyntax? mask, InvocationExpressionSyntax? product) = (call.Expression.ToString(), arguments) switch
        {
            ("Avx512F.BlendVariable", [var sum, InvocationExpressionSyntax of, var test]) => (sum, test, of),
            ("Vector256.ConditionalSelect" or "Vector128.ConditionalSelect", [var test, var sum, InvocationExpressionSyntax of]) => (sum, test, of),
            _ => (null, null, null),
        };
        if (product is null || LanesOfProduct(product) is not { } lanes)
        {
            return null;
        }

        string weight = product.ArgumentList.Arguments[0].ToString();
        kept!.ToString().ShouldBe(product.ArgumentList.Arguments[2].ToString());
        mask!.ToString().ShouldBe(call.Expression.ToString() switch
        {
            "Avx512F.BlendVariable" => $"Avx512F.CompareNotEqual({weight}, Vector512<float>.Zero)",
            "Vector256.ConditionalSelect" => $"Vector256.Equals({weight}, Vector256<float>.Zero)",
            _ => $"Vector128.Equals({weight}, Vector128<float>.Zero)",
        });
        return Product(product, lanes);
    }

    /// <summary>Lanes of a multiply-add; 0 where they are its operands'; null where the call is none.</summary>
    private static int? LanesOfProduct(InvocationExpressionSyntax call) => call.Expression.ToString() switch
    {
        "Avx512F.FusedMultiplyAdd" => 16,
        "Fma.MultiplyAdd" => 8,
        "Vector128.FusedMultiplyAdd" => 4,
        "MathF.FusedMultiplyAdd" => 1,
        "SoftwareFma.MultiplyAdd" => 0,
        _ => null,
    };

    /// <summary>Weights, inputs, and the sums that the product is added to.</summary>
    private Action<LaneRegister> Product(InvocationExpressionSyntax call, int lanes)
    {
        ExpressionSyntax[] operands = [.. call.ArgumentList.Arguments.Select(argument => argument.Expression)];
        operands.Length.ShouldBe(3);
        LaneRegister weights = _registers[((IdentifierNameSyntax)operands[0]).Identifier.Text], inputs = _registers[((IdentifierNameSyntax)operands[1]).Identifier.Text];
        Action<LaneRegister> sums = Source(operands[2]) ?? throw Unknown(call);
        return register =>
        {
            sums(register);
            if ((weights.Content, inputs.Content, register.Content) != (LaneContent.Weights, LaneContent.Inputs, LaneContent.Sums)
                || weights.Lanes != register.Lanes || inputs.Lanes != register.Lanes || (lanes != 0 && lanes != register.Lanes))
            {
                throw Unknown(call);
            }

            for (int lane = 0; lane < register.Lanes; lane++)
            {
                register.Values[lane] += weights.Values[lane];
                _products += weights.Values[lane];
            }
        };
    }

    /// <summary>Nothing but the register and literals, and no product but one by a literal.</summary>
    private static void ShouldBeElementwise(string register, ExpressionSyntax value)
    {
        foreach (IdentifierNameSyntax name in value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>())
        {
            bool isKnown = name.Identifier.Text == register || name.Parent is MemberAccessExpressionSyntax;
            if (!isKnown || name.Identifier.Text is "MultiplyAdd" or "FusedMultiplyAdd" or "Multiply" or "Dot")
            {
                throw Unknown(value);
            }
        }

        foreach (BinaryExpressionSyntax product in value.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Where(binary => binary.OperatorToken.Text == "*"))
        {
            if (product.Left.ToString() != register || !LiteralOperand().IsMatch(product.Right.ToString()))
            {
                throw Unknown(value);
            }
        }
    }

    [GeneratedRegex(@"^(Vector(128|256|512)\.Create\()?-?[0-9.]+(E-?[0-9]+)?f\)?$")]
    private static partial Regex LiteralOperand();
}
