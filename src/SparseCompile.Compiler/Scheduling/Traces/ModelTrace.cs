using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Scheduling.Traces;

/// <summary>Densities of a model's activations, recorded over real inputs.</summary>
/// <param name="Model">Full name of the class, or of the matrix's method.</param>
/// <param name="Samples">Inputs that were run.</param>
/// <param name="Layers">The layers, at most one entry for each.</param>
public sealed record ModelTrace(string Model, long Samples, EquatableArray<LayerTrace> Layers)
{
    /// <summary>SHA-256 of the weights, where they are not those of the record: a model may have more files than the one it lies beside. Empty otherwise.</summary>
    public string WeightsHash { get; init; } = "";

    /// <summary>What was recorded for a layer; null for nothing.</summary>
    public LayerTrace? Of(string layer) => Layers.FirstOrDefault(trace => trace.Layer == layer);
}
