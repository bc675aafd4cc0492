using SparseCompile.Compiler.Hardware.Energy;
using SparseCompile.Compiler.Hardware.Scheduling;
using SparseCompile.Compiler.Hardware.Storage;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Everything computed about one layer before any of it is written.</summary>
internal sealed record LayerFigures(
    HardwareLayer Source,
    LaneSchedule Schedule,
    MacCounts Macs,
    IReadOnlyList<StorageFigure> Storage,
    EnergyEstimate Energy,
    int[] RowOfWord,
    string RomSha256)
{
    /// <summary>Width of a weight, a bias and an activation: this version's words are float32.</summary>
    public const int ValueBits = 32;

    /// <summary>The layer's matrix after dead-neuron removal.</summary>
    public CsrMatrix Weights => Source.Layer.Weights;

    /// <summary>Bits of the bias memory.</summary>
    public long BiasBits => (long)Weights.Rows * ValueBits;

    /// <summary>Entries the ROM section would list: words, biases, and indices.</summary>
    public long RomEntries => Schedule.NonZeros + Weights.Rows + (Source.InputIndices?.Length ?? 0) + (Source.OutputIndices?.Length ?? 0);

    /// <summary>Computes a validated layer's figures.</summary>
    public static LayerFigures Of(HardwareLayer layer, int lanes)
    {
        CsrMatrix weights = layer.Layer.Weights;
        LaneSchedule schedule = LaneScheduler.Schedule(weights, lanes, ValueBits);
        int[] rowOfWord = new int[weights.NonZeros];
        for (int row = 0; row < weights.Rows; row++)
        {
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                rowOfWord[word] = row;
            }
        }

        return new LayerFigures(
            layer,
            schedule,
            MacCounts.Of(layer),
            StorageComparison.Compare(weights, lanes, ValueBits),
            EnergyEstimator.Estimate(layer.Layer, schedule),
            rowOfWord,
            RomHash.Compute(layer, schedule, rowOfWord));
    }
}
