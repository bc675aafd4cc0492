using SparseCompile.Kernels.Tests.Children;
using SparseCompile.Kernels.Tests.Reference;
using SparseCompile.Runtime;

namespace SparseCompile.Kernels.Tests.Layouts;

/// <summary>The selection of the largest values against a sort.</summary>
[RunOnEveryHardware]
public sealed class WinnersTests
{
    private static readonly float[] s_special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, float.MaxValue];

    [Fact]
    public unsafe void Winners_are_those_of_a_sort()
    {
        Random random = new(4711);
        for (int run = 0; run < 400; run++)
        {
            int count = run % 4 == 0 ? random.Next(1024, 15_000) : random.Next(1, 200);
            int groups = run % 5 == 0 ? 3 : 1;
            int winners = run % 3 == 0 ? random.Next(1, count + 1) : 1 + (count / random.Next(1, 40) / 2);
            float[] factors = run % 7 == 0 ? [.. Enumerable.Range(0, run % 2 == 0 ? count : (count / 3) + 1).Select(_ => 0.5f + random.NextSingle())] : [];
            float[] values = [.. Enumerable.Range(0, groups * count).Select(_ => Next(random, run % 9))];
            float[] results = new float[values.Length], room = new float[(2 * count) + 32];
            fixed (float* from = values, to = results, memory = room)
            {
                Winners.Keep(from, to, groups, count, winners, factors, memory);
            }

            float[] expected = [.. Enumerable.Range(0, groups).SelectMany(group => Sorted(values.AsSpan(group * count, count).ToArray(), winners, factors))];
            Bits.ShouldBeSame(results, expected, () => $"run {run}: {winners} of {count}");
        }
    }

    /// <summary>Numbers of few values, so that many are equal; special ones; a spread of magnitudes; else of one magnitude.</summary>
    private static float Next(Random random, int kind) => kind switch
    {
        0 => random.Next(-3, 4),
        1 => random.Next(4) == 0 ? s_special[random.Next(s_special.Length)] : random.NextSingle() - 0.5f,
        2 => MathF.Exp(random.Next(-80, 80)) * (random.Next(2) - 0.5f),
        3 => MathF.Max(0, random.NextSingle() - 0.7f),
        _ => random.NextSingle() - 0.5f,
    };

    private static float[] Sorted(float[] values, int winners, float[] factors)
    {
        float[] ranks = [.. values.Select((value, i) => factors.Length == 0 ? value : value * factors[i % factors.Length])];
        float least = ranks.OrderByDescending(float.IsNaN).ThenByDescending(rank => rank).ElementAt(winners - 1);
        return [.. values.Select((value, i) => ranks[i] < least ? 0f : value)];
    }
}
