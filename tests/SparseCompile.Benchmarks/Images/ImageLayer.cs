using SparseCompile.Benchmarks.Peers.OnnxRuntime;
using SparseCompile.Benchmarks.Weights;
using SparseCompile.Compiler.Declarations;

namespace SparseCompile.Benchmarks.Images;

/// <summary>One layer of a network on images, for the generator, for ONNX Runtime and for the reference.</summary>
/// <param name="Name">The layer's name and the prefix of its tensors.</param>
internal abstract record ImageLayer(string Name)
{
    /// <summary>What a user would write: the attribute of the layer.</summary>
    public abstract LayerDeclaration Declaration { get; }

    /// <summary>Its tensors by name, zeros included.</summary>
    public virtual IReadOnlyDictionary<string, NpyArray> Tensors => new Dictionary<string, NpyArray>();

    /// <summary>The shape of what it makes.</summary>
    public abstract ImageShape Output(ImageShape input);

    /// <summary>What it makes in double precision, with bounds for float32.</summary>
    public abstract Estimate Evaluate(Estimate input, ImageShape shape);

    /// <summary>Appends its dense twin.</summary>
    /// <param name="graph">The graph to append to.</param>
    /// <param name="input">The name of what it reads.</param>
    /// <param name="shape">The shape of what it reads.</param>
    /// <returns>The name of what it makes.</returns>
    public abstract string Append(OnnxGraph graph, string input, ImageShape shape);
}
