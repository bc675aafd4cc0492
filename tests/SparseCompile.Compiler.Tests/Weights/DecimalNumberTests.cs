using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Weights;

/// <summary>Decimal numbers of Matrix Market files become what a correctly rounding parser makes of them.</summary>
public sealed class DecimalNumberTests : WeightFileTestBase
{
    [Fact]
    public void RandomDoubles_RoundTripThroughText() => Prop.ForAll<double>(value =>
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        float expected = (float)value;
        return (float.IsInfinity(expected) && !double.IsInfinity(value)) || Parse([text])[0].Equals(expected);
    }).Check(Config.QuickThrowOnFailure.WithReplay(20240601UL, 7UL)); // a fixed seed: the same numbers on every run

    [Fact]
    public void RandomDigits_AgreeWithTheRuntime()
    {
        var random = new Random(11);
        string[] texts = [.. Enumerable.Range(0, 4000).Select(_ => RandomText(random)).Where(text => !float.IsInfinity(float.Parse(text, CultureInfo.InvariantCulture)))];
        float[] parsed = Parse(texts);
        for (int i = 0; i < texts.Length; i++)
        {
            parsed[i].ShouldBe((float)double.Parse(texts[i], CultureInfo.InvariantCulture), texts[i]);
        }
    }

    // Two nearly opposite numbers at one place: their sum shows the last bits of the doubles, which float32 alone would hide.
    [Theory]
    [InlineData("9007199254740993", "-9007199254740990", 2f)]
    [InlineData("9007199254740993.0000000000000000000000000000001", "-9007199254740990", 4f)]
    [InlineData("9007199254740995", "-9007199254740990", 6f)]
    [InlineData("1.7976931348623157e308", "-1.7976931348623157e308", 0f)]
    [InlineData("1.7976931348623158e308", "-1.7976931348623157e308", 0f)]
    [InlineData("4.9406564584124654e-324", "0", 0f)]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625", "-0.1", 0f)]
    public void Doubles_AreRoundedToEven(string first, string second, float expected) =>
        Dense(ReadOnly("m.mtx", $"%%MatrixMarket matrix coordinate real general\n1 1 2\n1 1 {first}\n1 1 {second}\n")).ShouldBe([expected]);

    private static string RandomText(Random random)
    {
        int length = random.Next(1, 40);
        string digits = string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10))));
        int point = random.Next(length + 1);
        return (random.Next(2) == 0 ? "-" : string.Empty) + digits[..point] + "." + digits[point..]
            + (random.Next(2) == 0 ? string.Empty : "E" + random.Next(-60, 45).ToString(CultureInfo.InvariantCulture));
    }

    private float[] Parse(string[] texts)
    {
        Tensor tensor = ReadOnly("m.mtx", "%%MatrixMarket vector array real general\n" + texts.Length + "\n" + string.Join("\n", texts) + "\n");
        return Dense(tensor);
    }
}
