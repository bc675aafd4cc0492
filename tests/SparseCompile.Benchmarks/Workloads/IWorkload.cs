using SparseCompile.Benchmarks.Images;
using SparseCompile.Benchmarks.Ratios;

namespace SparseCompile.Benchmarks.Workloads;

/// <summary>One network with a batch size, run by the model that the generator made of it.</summary>
public interface IWorkload
{
    /// <summary>The name that the reports print.</summary>
    string Name { get; }

    /// <summary>Samples in one call.</summary>
    int Batch { get; }

    /// <summary>Samples lie side by side, feature by feature, as the columns of a matrix or the pixels of an image do; else one after the other.</summary>
    bool IsInColumns => false;

    /// <summary>Share of the inputs that are zero, chosen one by one.</summary>
    double InputSparsity { get; }

    /// <summary>The same network for the peers and for the reference; empty for a network on images.</summary>
    IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>The same network where it is one on images.</summary>
    internal ImageNetwork? Image => null;

    /// <summary>What the outputs must be, where they are not computed from the layers.</summary>
    internal Reference? Reference => null;

    /// <summary>What the reports say of it besides.</summary>
    string? Remark => null;

    /// <summary>Values of one sample.</summary>
    int InputLength => Image?.Input.Length ?? Layers[0].Inputs;

    /// <summary>Values of one result.</summary>
    int OutputLength => Image?.Output.Length ?? Layers[^1].Outputs;

    /// <summary>Runs the generated model on <see cref="Batch"/> samples.</summary>
    void Run(ReadOnlySpan<float> input, Span<float> output);
}
