using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Peers.Dense;

/// <summary>A dense layer in panels of 16 outputs, input by input: one panel step is one aligned vector, read in order.</summary>
internal sealed unsafe class PackedLayer : IDisposable
{
    /// <summary>Outputs of a panel: the lanes of a 512-bit vector.</summary>
    public const int Lanes = 16;

    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _bias;

    /// <summary>Packs a layer; lanes beyond its last output hold zeros.</summary>
    public PackedLayer(DenseLayer layer)
    {
        Inputs = layer.Inputs;
        Outputs = layer.Outputs;
        Relu = layer.Relu;
        Panels = (layer.Outputs + Lanes - 1) / Lanes;

        // An even number of panels is allocated: the batch kernel takes them in pairs.
        int allocated = (Panels + 1) / 2 * 2;
        _weights = new AlignedBuffer(checked(allocated * Inputs * Lanes));
        _bias = new AlignedBuffer(allocated * Lanes);
        layer.Bias.CopyTo(_bias.Span);
        for (int output = 0; output < Outputs; output++)
        {
            float* panel = Panel(output / Lanes) + (output % Lanes);
            for (int input = 0; input < Inputs; input++)
            {
                panel[input * Lanes] = layer.Weights[(output * Inputs) + input];
            }
        }
    }

    /// <summary>Inputs of the layer.</summary>
    public int Inputs { get; }

    /// <summary>Outputs of the layer, without the padding of the last panel.</summary>
    public int Outputs { get; }

    /// <summary>Panels, the last one possibly padded.</summary>
    public int Panels { get; }

    /// <summary>Whether negative outputs become zero.</summary>
    public bool Relu { get; }

    /// <summary>Where a panel's weights start.</summary>
    public float* Panel(int panel) => _weights.Pointer + ((long)panel * Inputs * Lanes);

    /// <summary>Where a panel's biases start.</summary>
    public float* Bias(int panel) => _bias.Pointer + (panel * Lanes);

    /// <inheritdoc/>
    public void Dispose()
    {
        _weights.Dispose();
        _bias.Dispose();
    }
}
