using SparseCompile.Cli.Common;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>Puts layers in the order in which they are computed: that of the file, or that of the names, whichever lets the shapes chain.</summary>
internal static class LayerOrder
{
    /// <summary>The layers in order, and whether the shapes of all of them chain.</summary>
    public static (IReadOnlyList<ScaffoldLayer> Layers, bool Chains) Of(IReadOnlyList<ScaffoldLayer> layers)
    {
        ScaffoldLayer[] byName = [.. layers.OrderBy(layer => layer.Tensor, NaturalOrder.Instance)];
        IReadOnlyList<ScaffoldLayer>[] orders = [layers, byName, WithNorms(layers), WithNorms(byName)];
        IReadOnlyList<ScaffoldLayer> best = orders.MinBy(Breaks)!;
        return (best, Breaks(best) == 0);
    }

    /// <summary>Matrices in order; each normalization or selection after the first matrix that has as many outputs and no other of its kind yet.</summary>
    private static List<ScaffoldLayer> WithNorms(IReadOnlyList<ScaffoldLayer> layers)
    {
        List<ScaffoldLayer> ordered = [.. layers.Where(layer => layer.IsMatrix)];
        foreach (LayerKind kind in new[] { LayerKind.BatchNorm, LayerKind.KWinners })
        {
            int from = 0;
            foreach (ScaffoldLayer layer in layers.Where(layer => layer.Kind == kind))
            {
                int at = ordered.FindIndex(from, candidate => candidate.IsMatrix && candidate.Outputs == layer.Outputs);
                int place = at < 0 ? ordered.Count : at + 1;
                while (place < ordered.Count && !ordered[place].IsMatrix)
                {
                    place++;
                }

                ordered.Insert(place, layer);
                from = Math.Min(place + 1, ordered.Count);
            }
        }

        return ordered;
    }

    /// <summary>Places where a layer cannot read what the one before it computes.</summary>
    private static int Breaks(IReadOnlyList<ScaffoldLayer> layers)
    {
        int breaks = 0;
        for (int i = 1; i < layers.Count; i++)
        {
            breaks += Follows(layers[i - 1], layers[i]) ? 0 : 1;
        }

        // A network begins with weights.
        return layers.Count > 0 && !layers[0].IsMatrix ? breaks + 1 : breaks;
    }

    /// <summary>Whether a layer can read what another computes: a linear one whole images too, and a convolution in groups.</summary>
    private static bool Follows(ScaffoldLayer before, ScaffoldLayer layer) => layer.Kind switch
    {
        LayerKind.Linear => layer.Inputs == before.Outputs || (layer.Inputs > before.Outputs && layer.Inputs % before.Outputs == 0 && before.Kind != LayerKind.Linear && !before.IsRecurrent),
        LayerKind.Conv1D or LayerKind.Conv2D => before.Outputs % layer.Inputs == 0 && before.Kind != LayerKind.Linear && !before.IsRecurrent,
        LayerKind.KWinners => layer.Outputs == before.Outputs || (before.Kind != LayerKind.Linear && !before.IsRecurrent),
        LayerKind.BatchNorm => layer.Outputs == before.Outputs,
        LayerKind.Gru or LayerKind.Lstm or LayerKind.Rnn => layer.Inputs == before.Outputs,
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };
}
