namespace SparseCompile.Compiler.Hardware;

/// <summary>Sparseloop's four counts of multiply-accumulates: algorithmic = actual + gated + skipped.</summary>
/// <param name="Algorithmic">MACs of the layer as declared, dense.</param>
/// <param name="Actual">MACs executed: one for each non-zero kept.</param>
/// <param name="Gated">MACs that take a cycle but no arithmetic energy. None here: no zero weight has a ROM word.</param>
/// <param name="SkippedZeroWeights">MACs that take neither cycle nor energy because the weight is pruned.</param>
/// <param name="SkippedDeadNeurons">MACs of non-zeros that went with a dead neuron.</param>
internal sealed record MacCounts(long Algorithmic, long Actual, long Gated, long SkippedZeroWeights, long SkippedDeadNeurons)
{
    /// <summary>MACs that take neither cycle nor energy.</summary>
    public long Skipped => SkippedZeroWeights + SkippedDeadNeurons;

    /// <summary>Counts one layer's MACs for one inference.</summary>
    public static MacCounts Of(HardwareLayer layer)
    {
        long algorithmic = layer.DeclaredInputs * layer.DeclaredOutputs;
        long actual = layer.Layer.Weights.NonZeros;
        return new MacCounts(algorithmic, actual, 0, algorithmic - layer.DeclaredNonZeros, layer.DeclaredNonZeros - actual);
    }

    /// <summary>The sum over several layers.</summary>
    public static MacCounts Sum(IEnumerable<MacCounts> counts)
    {
        var total = new MacCounts(0, 0, 0, 0, 0);
        foreach (MacCounts count in counts)
        {
            total = new MacCounts(
                total.Algorithmic + count.Algorithmic,
                total.Actual + count.Actual,
                total.Gated + count.Gated,
                total.SkippedZeroWeights + count.SkippedZeroWeights,
                total.SkippedDeadNeurons + count.SkippedDeadNeurons);
        }

        return total;
    }
}
