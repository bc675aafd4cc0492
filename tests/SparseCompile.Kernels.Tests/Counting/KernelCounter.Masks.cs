using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseCompile.Kernels.Tests.Counting;

/// <content>Steps that leave the sums of idle lanes as they are.</content>
internal sealed partial class KernelCounter
{
    /// <summary>
    /// <c>BlendVariable(sum, FusedMultiplyAdd(weight, ..., sum), CompareNotEqual(weight, zero))</c>, <c>ConditionalSelect(Equals(weight, zero), sum, MultiplyAdd(weight, ..., sum))</c>,
    /// <c>weight</c> being a load before it; null for others.
    /// </summary>
    private Action? Masked(string target, ExpressionSyntax value)
    {
        if (value is not InvocationExpressionSyntax { ArgumentList.Arguments: [var first, var second, var third] } select || Name(select) is not ("BlendVariable" or "ConditionalSelect"))
        {
            return null;
        }

        (ExpressionSyntax kept, ExpressionSyntax of, ExpressionSyntax mask) = Name(select) == "BlendVariable"
            ? (first.Expression, second.Expression, third.Expression)
            : (second.Expression, third.Expression, first.Expression);
        if (of is not InvocationExpressionSyntax product || mask is not InvocationExpressionSyntax)
        {
            return null;
        }

        // An activation selects too; what is selected there is no product of a weight.
        if (product.ArgumentList.Arguments[0].ToString() != "weight")
        {
            return null;
        }

        int lanes = Lanes(product);
        kept.ToString().ShouldBe(target);
        mask.ToString().ShouldBe(lanes == 16 ? "Avx512F.CompareNotEqual(weight, Vector512<float>.Zero)" : $"Vector{32 * lanes}.Equals(weight, Vector{32 * lanes}<float>.Zero)");
        return Multiply(_loaded["weight"], lanes);
    }
}
