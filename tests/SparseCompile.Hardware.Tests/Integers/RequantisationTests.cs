using System.Numerics;
using SparseCompile.Compiler.Quantization;

namespace SparseCompile.Hardware.Tests.Integers;

public sealed class RequantisationTests
{
    [Theory]
    [InlineData(1.0, 32768, 15)]
    [InlineData(0.5, 32768, 16)]
    [InlineData(0.0003, 40265, 27)]
    [InlineData(3.0, 49152, 14)]
    [InlineData(0, 0, 46)]
    [InlineData(1e9, 65535, 0)]
    public void A_factor_keeps_as_many_bits_as_the_multiplier_holds(double factor, int multiplier, int shift) =>
        Requantisation.Of(factor).ShouldBe(new Requantisation(multiplier, shift));

    [Fact]
    public void Sums_are_rounded_to_the_nearest_integer_and_halves_up()
    {
        Requantisation half = Requantisation.Of(0.5);
        new long[] { -3, -2, -1, 0, 1, 2, 3 }.Select(half.Apply).ShouldBe([-1, -1, 0, 0, 1, 1, 2]);
    }

    [Fact]
    public void Any_sum_of_32_bits_is_scaled_exactly()
    {
        Random random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            double factor = Math.Pow(2, (random.NextDouble() * 45) - 30);
            Requantisation requantisation = Requantisation.Of(factor);
            int sum = i < 2 ? (i == 0 ? int.MinValue : int.MaxValue) : random.Next(int.MinValue, int.MaxValue);

            // floor(sum M / 2^S + 1/2), in as many bits as it takes.
            BigInteger doubled = (new BigInteger(sum) * requantisation.Multiplier * 2) + (BigInteger.One << requantisation.Shift);
            BigInteger expected = (doubled - BigInteger.Remainder((doubled % (BigInteger.One << (requantisation.Shift + 1))) + (BigInteger.One << (requantisation.Shift + 1)), BigInteger.One << (requantisation.Shift + 1))) >> (requantisation.Shift + 1);
            ((BigInteger)requantisation.Apply(sum)).ShouldBe(expected);
            ((double)requantisation.Multiplier / Math.Pow(2, requantisation.Shift)).ShouldBe(factor, factor <= 65535 ? factor / 32000 : double.MaxValue);
        }
    }

    [Theory]
    [InlineData(0.25f, 0.5f, 1)]
    [InlineData(-0.25f, 0.5f, 0)]
    [InlineData(1000f, 0.5f, 127)]
    [InlineData(float.NegativeInfinity, 0.5f, -128)]
    [InlineData(float.NaN, 0.5f, 0)]
    public void Inputs_are_rounded_halves_up_and_clamped(float value, float scale, int expected) => ((int)QuantizedNetwork.Quantize(value, scale)).ShouldBe(expected);
}
