using SparseCompile.Models.Tests.Data;
using SparseCompile.Models.Tests.Reference;
using SparseCompile.Testing;

namespace SparseCompile.Models.Tests.Networks;

/// <summary>A network of the third-party data, or one made from it.</summary>
/// <param name="Name">Name of its class.</param>
/// <param name="File">Its weight file.</param>
/// <param name="Tensors">What the second reader reads in it.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="Epsilon">Epsilon of its batch normalisations.</param>
/// <param name="Folder">Where examples for it are.</param>
/// <param name="HasOutputs">Whether the outputs there are its own; those of a network pruned here are not.</param>
internal sealed record KerasNetwork(
    string Name, WeightInput File, Dictionary<string, DenseTensor> Tensors, IReadOnlyList<KerasLayer> Layers, float Epsilon, string Folder, bool HasOutputs)
{
    /// <summary>Its declaration.</summary>
    public string Source =>
        $"[SparseModel(\"{File.LogicalName}\")]\n{string.Join("\n", Layers.Select(layer => layer.Attributes(FormattableString.Invariant($"{Epsilon:R}f"))))}\npublic static partial class {Name};\n";

    /// <summary>The network in double precision.</summary>
    public DoubleNetwork Reference => DoubleNetwork.Read(Tensors, Epsilon, Layers);

    /// <summary>Inputs, one a row, and outputs: <c>input</c>, <c>output_f64</c>.</summary>
    public Dictionary<string, DenseTensor> Examples => NpzTensors.Read(SharedData.PathOf(Folder + "/io.npz"));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
