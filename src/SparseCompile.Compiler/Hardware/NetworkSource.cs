using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Quantization;

namespace SparseCompile.Compiler.Hardware;

/// <summary>A network to describe, and where it came from.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Graph">The network after the passes.</param>
/// <param name="Weights">The weight files.</param>
/// <param name="OptionsHash">Hash of the options that shaped the network.</param>
/// <param name="CompilerVersion">Version of the compiler.</param>
public sealed record NetworkSource(string Name, Graph Graph, IReadOnlyList<WeightProvenance> Weights, string OptionsHash, string CompilerVersion)
{
    /// <summary>The network on integers, of which <see cref="Graph"/> has the weights; null for a network of float32.</summary>
    public QuantizedNetwork? Integers { get; init; }

    /// <summary>The same network with int8 values and weights: what the integer kernels and the Verilog compute, to the bit.</summary>
    /// <param name="network">The network after quantisation.</param>
    public NetworkSource Quantized(QuantizedNetwork network) => this with { Graph = IntegerGraph.Of(network), Integers = network };
}
