using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Runtime;

namespace SparseCompile.Kernels.Tests.Arithmetic;

/// <summary>Multiply-adds in software against the processor's own, or C's where it has none.</summary>
[RunOnEveryHardware]
public sealed class SoftwareFmaTests
{
    /// <summary>SPARSECOMPILE_TRIPLES says how many instead.</summary>
    private static readonly int s_triples = int.TryParse(Environment.GetEnvironmentVariable("SPARSECOMPILE_TRIPLES"), out int triples) ? triples
        : Vector128.IsHardwareAccelerated ? 4_000_000 : 400_000;

    [Fact]
    public void Every_form_of_a_multiply_add_gives_the_bits_of_the_processor()
    {
        int twice = 0;
        Random random = new(20_261_127);
        float[][] triple = [new float[4], new float[4], new float[4]];
        for (int n = 0; n < s_triples; n += 4)
        {
            for (int lane = 0; lane < 4; lane++)
            {
                (triple[0][lane], triple[1][lane], triple[2][lane]) = Triples.Next(random, (n / 4) % Triples.Kinds);
            }

            twice += Check(triple[0], triple[1], triple[2]);
        }

        // A test of the test: so often does it matter that sums are not rounded twice.
        twice.ShouldBeGreaterThan(s_triples / 100);
    }

    [Fact]
    public void Steps_without_doubts_give_the_bits_of_the_processor_and_doubts_are_rare()
    {
        int doubtful = 0;
        int exact = 0;
        Random random = new(20_261_128);
        for (int n = 0; n < s_triples; n++)
        {
            (float left, float right, float addend) = Triples.Next(random, n % 16 == 0 ? 5 : 3);
            if (left * (double)right != 0 && Math.Abs(left * (double)right) < Math.ScaleB(1, -120))
            {
                continue;
            }

            Vector128<uint> doubts = Vector128<uint>.Zero;
            double result = SoftwareFma.MultiplyAdd(Vector128.Create((double)left), Vector128.Create((double)right), Vector128.Create((double)addend), ref doubts).ToScalar();
            doubtful += doubts == Vector128<uint>.Zero ? 0 : 1;
            Vector128<uint> checkedDoubts = Vector128<uint>.Zero;
            double certain = SoftwareFma.MultiplyAddChecked(Vector128.Create((double)left), Vector128.Create((double)right), Vector128.Create((double)addend), ref checkedDoubts).ToScalar();
            if (checkedDoubts == Vector128<uint>.Zero)
            {
                Same((float)certain, left, right, addend);
            }

            exact += checkedDoubts == Vector128<uint>.Zero && doubts != Vector128<uint>.Zero ? 1 : 0;
            if (doubts == Vector128<uint>.Zero)
            {
                Same((float)result, left, right, addend);
            }
        }

        doubtful.ShouldBeInRange(s_triples / 200, s_triples / 16);
        exact.ShouldBeInRange(doubtful / 8, doubtful - (doubtful / 8));
    }

    [Fact]
    public unsafe void Inputs_that_are_too_small_for_their_weights_put_all_sums_in_doubt()
    {
        float[] slots = new float[67];
        double[] wide = new double[67];
        fixed (float* from = slots)
        fixed (double* to = wide)
        {
            for (int i = 0; i < slots.Length; i += i == 62 ? 2 : 1)
            {
                Array.Fill(slots, i % 2 == 0 ? 0f : -3f);
                slots[i] = -1e-30f;
                slots[63] = 0f;
                SoftwareSums.Widen(from, to, slots.Length, 1.1e-30f).ShouldBe(uint.MaxValue, $"{i}");
                SoftwareSums.Widen(from, to, slots.Length, 0.9e-30f).ShouldBe(0U, $"{i}");
                SoftwareSums.Widen(from, to, slots.Length, 0f).ShouldBe(0U, $"{i}");
                wide.ShouldBe(slots.Select(value => (double)value));
            }
        }
    }

    /// <summary>Returns how many of the four a double would have got wrong.</summary>
    private static int Check(float[] left, float[] right, float[] addend)
    {
        Vector128<float> four = SoftwareFma.MultiplyAdd(Vector128.Create(left), Vector128.Create(right), Vector128.Create(addend));
        int twice = 0;
        for (int lane = 0; lane < 4; lane++)
        {
            Same(four.GetElement(lane), left[lane], right[lane], addend[lane]);
            Same(SoftwareFma.MultiplyAdd(left[lane], right[lane], addend[lane]), left[lane], right[lane], addend[lane]);
            Vector128<double> two = SoftwareFma.MultiplyAdd(
                Vector128.Create(0.0, left[lane]), Vector128.Create(0.0, right[lane]), Vector128.Create(0.0, addend[lane]));
            Same((float)two.GetElement(1), left[lane], right[lane], addend[lane]);
            float rounded = (float)(((double)left[lane] * right[lane]) + addend[lane]);
            twice += Bits.Of(rounded) == Bits.Of(MathF.FusedMultiplyAdd(left[lane], right[lane], addend[lane])) ? 0 : 1;
        }

        return twice;
    }

    private static void Same(float actual, float left, float right, float addend)
    {
        float expected = MathF.FusedMultiplyAdd(left, right, addend);
        if (Bits.Of(actual) != Bits.Of(expected))
        {
            throw new ShouldAssertException($"{left:R} x {right:R} + {addend:R} is {expected:R} (FMA hardware: {Fma.IsSupported}), not {actual:R}.");
        }
    }
}
