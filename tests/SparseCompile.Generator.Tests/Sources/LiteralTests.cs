using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Sources;

public sealed class LiteralTests : GeneratorTest
{
    private static readonly float[] Awkward =
        [1f / 3f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, float.MaxValue, -float.MinValue, 16_777_215f, 0.1f, -1e-7f, 9.99999979e-5f, 1e22f, 123456789f, MathF.PI];

    [Fact]
    public void Every_float_is_the_same_bits_when_parsed() => Prop.ForAll<int>(number =>
    {
        // Small numbers are what is drawn; multiplied they reach every exponent.
        float value = BitConverter.Int32BitsToSingle(unchecked(number * (int)2_654_435_761));
        return float.IsNaN(value) || Bits(Parse(Literals.Float(value))) == Bits(value);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000).WithStartSize(1).WithEndSize(1_000_000).WithReplay(20_261_124UL, 7UL));

    [Theory]
    [InlineData(0f, "0f")]
    [InlineData(-0f, "-0f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void Special_values_are_spelled_out(float value, string expected) => Literals.Float(value).ShouldBe(expected);

    [Fact]
    public void Weights_in_generated_source_are_the_bits_of_the_file()
    {
        float[] weights = [.. Awkward.SelectMany(weight => new[] { weight, 0f })];
        WeightInput file = new NpzBuilder().Add("w", [2, Awkward.Length], weights).Write(Folder, "a.npz");

        GeneratorRun run = GeneratorRun.Of(
            """
            using SparseCompile;
            [SparseModel("a.npz", Unrolling = Unrolling.None), Linear("w", Weight = "w")]
            static partial class M;
            """,
            file);

        string layer = run.Sources["M.W.g.cs"];
        PropertyDeclarationSyntax table = CSharpSyntaxTree.ParseText(layer).GetRoot().DescendantNodes().OfType<PropertyDeclarationSyntax>().Single(property => property.Identifier.Text == "Weights");
        IEnumerable<int> found = table.ExpressionBody!.DescendantNodes().OfType<ExpressionElementSyntax>().Select(element => Bits(Parse(element.Expression.ToString())));
        found.Order().ShouldBe(Awkward.Select(Bits).Order());
    }

    private static float Parse(string literal)
    {
        switch (literal)
        {
            case "float.PositiveInfinity":
                return float.PositiveInfinity;
            case "float.NegativeInfinity":
                return float.NegativeInfinity;
        }

        ExpressionSyntax expression = SyntaxFactory.ParseExpression(literal);
        return expression is PrefixUnaryExpressionSyntax negative
            ? -(float)((LiteralExpressionSyntax)negative.Operand).Token.Value!
            : (float)((LiteralExpressionSyntax)expression).Token.Value!;
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
}
