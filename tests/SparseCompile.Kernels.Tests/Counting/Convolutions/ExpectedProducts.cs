using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets;
using SparseCompile.Kernels.Tests.Graphs;

namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>What a network over images must multiply, from its graph, and where the count of its C# differs.</summary>
internal static class ExpectedProducts
{
    /// <summary>The first difference in each layer; none where the code multiplies what it must, and nothing else.</summary>
    public static IEnumerable<string> Differences(CompiledGraph model, ImageFormCounter counter, Target target)
    {
        Dictionary<string, LayerProducts> counts = counter.Count("Infer" + target.Suffix);
        foreach ((NodePlan node, string identifier) in model.Plan.Nodes.Zip(model.Kernels.Identifiers))
        {
            LayerProducts count = counts.TryGetValue(identifier, out LayerProducts? counted) ? counted : new LayerProducts();
            string? difference = node is ConvPlan conv ? Difference(conv, target, count)
                : count.Products == node.Macs ? null : $"{count.Products} products in place of {node.Macs}";
            if (difference is not null)
            {
                yield return $"{model}, {target.Name}, {identifier}: {difference}";
            }
        }
    }

    /// <summary>Multiply-accumulates that a layer is documented to execute; where zeros are skipped, the most that it may.</summary>
    public static long Documented(CompiledGraph model, LayerPlan layer) => model.Code.Info.Layers.Single(info => info.Name == layer.Name).MacsExecuted;

    /// <summary>Whether only taps inside of the image are visited, padding being zero.</summary>
    public static bool SkipsPadding(ConvPlan layer, Target target) => layer.KernelOf(target).Spec.Generator == "conv-active";

    private static string? Difference(ConvPlan layer, Target target, LayerProducts count)
    {
        Conv conv = layer.Conv;
        Dictionary<long, long> sums = count.Sums?.Products ?? [];
        int plane = layer.LayoutOf(target).PlaneFloats;
        bool skipsPadding = SkipsPadding(layer, target);
        long expected = 0;
        HashSet<long> places = [];
        for (int channel = 0; channel < conv.Outputs; channel++)
        {
            for (int pixel = 0; pixel < conv.Positions; pixel++)
            {
                long place = plane > 0 ? ((long)channel * plane) + pixel : ((long)pixel * conv.Outputs) + channel;
                places.Add(place).ShouldBeTrue();
                long products = Taps(conv, channel, pixel, skipsPadding);
                expected += products;
                if (sums.GetValueOrDefault(place) != products)
                {
                    return $"{sums.GetValueOrDefault(place)} products in place of {products} for channel {channel} at pixel {pixel}";
                }
            }
        }

        // Vectors of pixels reach behind the last one.
        int idle = layer.KernelOf(target).Spec.Generator == "conv-pixels" ? (target.Lanes - (conv.Positions % target.Lanes)) % target.Lanes : 0;
        long behind = sums.Where(sum => !places.Contains(sum.Key)).Sum(sum => sum.Value);
        return behind != (long)conv.Weights.NonZeros * idle ? $"{behind} products stored where there is no pixel"
            : count.Products != expected + behind ? $"{count.Products - behind} products in place of {expected}, of which {sums.Values.Sum() - behind} are stored"
            : skipsPadding && count.Returned != expected ? $"{count.Returned} products returned in place of {expected}"
            : null;
    }

    private static long Taps(Conv conv, int channel, int pixel, bool skipsPadding)
    {
        (int first, int end) = (conv.Weights.RowStarts[channel], conv.Weights.RowStarts[channel + 1]);
        return skipsPadding ? Enumerable.Range(first, end - first).Count(k => conv.OffsetOf(conv.Weights.ColumnIndices[k], pixel) >= 0) : end - first;
    }
}
