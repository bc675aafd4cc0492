using FsCheck;
using FsCheck.Fluent;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Inputs told by a seed and a kind, so that a failure can be read and repeated.</summary>
/// <param name="Seed">Seeds the values.</param>
/// <param name="Kind">What values there are.</param>
internal sealed record Inputs(int Seed, InputKind Kind)
{
    /// <summary>Some of every kind, always the same.</summary>
    public static IReadOnlyList<Inputs> Fixed { get; } =
        [.. Enum.GetValues<InputKind>().Select((kind, i) => new Inputs(i + 1, kind))];

    /// <summary>Random seeds and kinds.</summary>
    public static Gen<Inputs> Any { get; } =
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from kind in Gen.Elements(Enum.GetValues<InputKind>())
        select new Inputs(seed, kind);

    /// <summary>So many values.</summary>
    public float[] Values(int count)
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => Value(random))];
    }

    private float Value(Random random)
    {
        float value = (float)((random.NextDouble() * 2) - 1);
        return Kind switch
        {
            InputKind.Moderate => value,
            InputKind.Finite => Finite(random, value),
            InputKind.MostlyZero => random.Next(10) > 0 ? random.Next(2) * -0f : random.Next(4) == 0 ? float.Epsilon : value,
            InputKind.Anything => random.Next(24) == 0 ? Special(random) : Finite(random, value),
            _ => random.Next(3) == 0 ? Special(random) : value,
        };
    }

    private static float Finite(Random random, float value) => random.Next(10) switch
    {
        0 => -0f,
        1 => 0f,
        2 => float.Epsilon * random.Next(-1000, 1000),
        3 => value * 3e38f,
        4 => value * 1e-30f,
        5 => value * 100,
        _ => value,
    };

    private static float Special(Random random) => random.Next(3) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        _ => float.NegativeInfinity,
    };
}
