using System.Numerics;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Images;

/// <summary>A batch normalisation channel by channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Pixels">Pixels of a channel.</param>
/// <param name="Gamma">Factors.</param>
/// <param name="Beta">Addends.</param>
/// <param name="Mean">Means.</param>
/// <param name="Variance">Variances.</param>
/// <param name="Function">The activation.</param>
// Parameters: data, constructed by the sampler.
internal sealed record GraphImageNorm(string Name, int Channels, int Pixels, float[] Gamma, float[] Beta, float[] Mean, float[] Variance, ActivationFunction Function)
    : GraphLayer(Name, [null], Function)
{
    public override string Attribute => $"[BatchNorm(\"{Name}\"{AttributeText.Options(Activation)})]";

    public override LayerDeclaration Declaration => new BatchNormDeclaration(Name!, 1e-5f, Activation, null);

    public override void Save(NpzBuilder file)
    {
        file.Add($"{Name}.weight", [Channels], Gamma);
        file.Add($"{Name}.bias", [Channels], Beta);
        file.Add($"{Name}.running_mean", [Channels], Mean);
        file.Add($"{Name}.running_var", [Channels], Variance);
    }

    public override BoundedVector Evaluate(IReadOnlyList<BoundedVector> inputs) => BoundedVector.Of(inputs[0].Elements.Select((value, i) =>
    {
        int channel = i / Pixels;
        double scale = Gamma[channel] / Math.Sqrt(Variance[channel] + (double)1e-5f);
        double shift = Beta[channel] - (Mean[channel] * scale);
        return ((scale * value) + new Bounded(shift, Math.Abs(shift), 0)).Rounded(2);
    }));

    public override BigInteger[] Reach(IReadOnlyList<BigInteger[]> inputs) => inputs[0];
}
