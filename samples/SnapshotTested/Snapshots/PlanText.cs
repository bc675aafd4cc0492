using System.Globalization;
using System.Text;
using SparseCompile;

namespace SnapshotTested.Snapshots;

/// <summary>The plan of a model, a line for each layer: what changes when weights do, in words that can be read.</summary>
public static class PlanText
{
    /// <summary>Layers with their non-zeros, kernels, lanes and estimates.</summary>
    public static string Of(SparseModelInfo info)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{info.Name}: {info.MacsExecuted} multiply-accumulates executed, {info.MacsSkipped} skipped\n");
        foreach (SparseLayerInfo layer in info.Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{layer.Name}: {layer.DeclaredInputs} -> {layer.DeclaredOutputs}, {layer.NonZeros} non-zeros, {string.Join(", ", layer.Patterns.Select(pattern => pattern.Name))}\n");
            text.Append(CultureInfo.InvariantCulture, $"  kernel    {layer.KernelId}\n");
            text.Append(CultureInfo.InvariantCulture, $"  lanes     {layer.LaneUtilisation:0.00}\n");
            text.Append(CultureInfo.InvariantCulture, $"  estimate  {layer.EstimatedNanoseconds:0} ns\n");
        }

        return text.ToString();
    }
}
