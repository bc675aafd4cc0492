using System.Globalization;
using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>The largest values stay.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channels">Channels of an image, or values of a vector.</param>
/// <param name="Pixels">Pixels of a channel; 1 for a vector.</param>
/// <param name="Count">Winners.</param>
/// <param name="IsPerPixel">Of each pixel.</param>
/// <param name="Cycles">Duty cycles; null for no boosting.</param>
internal sealed record GraphWinners(string Name, int Channels, int Pixels, int Count, bool IsPerPixel, float[]? Cycles)
    : GraphLayer(Name, [null], ActivationFunction.None)
{
    private const float Strength = 1.5f;

    public override string Attribute =>
        $"[KWinners(\"{Name}\", Count = {Count.ToString(CultureInfo.InvariantCulture)}{(IsPerPixel ? ", PerPixel = true" : "")}{(Cycles is null ? "" : ", Boost = 1.5f")})]";

    public override LayerDeclaration Declaration => new KWinnersDeclaration(Name!, Count, 1, IsPerPixel, Cycles is null ? 0 : Strength, null, null);

    private int Groups => IsPerPixel ? Pixels : 1;

    private int Competing => Channels * Pixels / Groups;

    public override void Save(NpzBuilder file)
    {
        if (Cycles is not null)
        {
            file.Add($"{Name}.duty_cycle", [1, Channels, 1, 1], Cycles);
        }
    }

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs)
    {
        Bounded[] result = new Bounded[inputs[0].Elements.Count];
        for (int group = 0; group < Groups; group++)
        {
            int[] places = Places(group);
            Bounded[] ranks = [.. places.Select(place => Factor(place) * inputs[0][place])];
            double least = ranks.Select(rank => rank.Value).OrderDescending().ElementAt(Count - 1);
            for (int i = 0; i < places.Length; i++)
            {
                // Nothing lies so near the last winner that rounding decides; what equals it comes from the same inputs.
                double gap = Math.Abs(ranks[i].Value - least);
                (gap == 0 || gap > 1e-6 * Math.Abs(least)).ShouldBeTrue($"{Name}: {ranks[i].Value} and {least}");
                result[places[i]] = ranks[i].Value < least ? Bounded.Exactly(0f) : inputs[0][places[i]];
            }
        }

        return BoundedVector.Of(result);
    }

    /// <summary>A value stays or goes by what all are.</summary>
    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs)
    {
        BigInteger[] reached = new BigInteger[inputs[0].Length];
        for (int group = 0; group < Groups; group++)
        {
            int[] places = Places(group);
            BigInteger all = places.Aggregate(BigInteger.Zero, (sum, place) => sum | inputs[0][place]);
            foreach (int place in places)
            {
                reached[place] = all;
            }
        }

        return reached;
    }

    private double Factor(int place) => Cycles is null ? 1 : (float)Math.Exp(Strength * (((double)Count / Competing) - Cycles[place / Pixels]));

    private int[] Places(int group) => [.. Enumerable.Range(0, Channels * Pixels).Where(place => !IsPerPixel || place % Pixels == group)];
}
