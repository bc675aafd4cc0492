namespace SparseCompile.Benchmarks.Workloads;

/// <summary>One fully connected layer as a dense library sees it: every weight present, the pruned ones as zeros.</summary>
/// <param name="Inputs">Columns of the weights.</param>
/// <param name="Outputs">Rows of the weights.</param>
/// <param name="Weights">Output by output, zeros included; empty where the layer <see cref="IsHypersparse"/>.</param>
/// <param name="Bias">One value for each output.</param>
/// <param name="Relu">Whether negative outputs become zero.</param>
public sealed record DenseLayer(int Inputs, int Outputs, float[] Weights, float[] Bias, bool Relu)
{
    /// <summary>What is said of peers that want the zeros too.</summary>
    public const string TooSparse = "it wants every zero of a matrix that is not written out: 400 MB at 10,000 x 10,000";

    /// <summary>The non-zeros of a layer whose zeros nobody writes down: 400 MB of them at 10,000 x 10,000.</summary>
    public CompressedRows? Hypersparse { get; init; }

    /// <summary>Whether there are non-zeros alone: no dense library can be given this layer.</summary>
    public bool IsHypersparse => Hypersparse is not null;

    /// <summary>The non-zeros.</summary>
    public CompressedRows Compress() => Hypersparse ?? CompressedRows.Of(Outputs, Inputs, Weights);
}
