using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Graphs;

/// <summary>A batch normalisation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">What it reads.</param>
/// <param name="Seed">Seeds its tensors.</param>
/// <param name="Length">How many values it normalises.</param>
/// <param name="Activation">What follows.</param>
internal sealed record GraphNorm(string Name, string? Source, int Seed, int Length, ActivationFunction Activation) : GraphLayer(Name, [Source], Activation)
{
    private const float Epsilon = 1e-3f;

    public override string Attribute => $"[BatchNorm(\"{Name}\", Epsilon = 1e-3f{From}{AttributeText.Options(Activation)})]";

    public override LayerDeclaration Declaration => new BatchNormDeclaration(Name!, Epsilon, Activation, null) { From = Sources[0] };

    private float[] Gamma => Vector(0, 0.25f);

    private float[] Beta => Vector(1, -0.5f);

    private float[] Mean => Vector(2, -0.5f);

    private float[] Variance => Vector(3, 0.5f);

    public override void Save(NpzBuilder file) => file
        .Add($"{Name}.weight", [Length], Gamma).Add($"{Name}.bias", [Length], Beta)
        .Add($"{Name}.running_mean", [Length], Mean).Add($"{Name}.running_var", [Length], Variance);

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs)
    {
        (float[] gamma, float[] beta, float[] mean, float[] variance) = (Gamma, Beta, Mean, Variance);
        return BoundedVector.Of(Enumerable.Range(0, Length).Select(i =>
        {
            double scale = gamma[i] / Math.Sqrt((double)variance[i] + Epsilon);
            return ((scale * (inputs[0][i] + Bounded.Exactly(-mean[i]))) + Bounded.Exactly(beta[i])).Rounded(4);
        }));
    }

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) => inputs[0];

    private float[] Vector(int part, float least)
    {
        Random random = new(Seed + part);
        return [.. Enumerable.Range(0, Length).Select(_ => least + random.NextSingle())];
    }
}
