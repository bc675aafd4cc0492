namespace KeywordSpotting.Reports;

/// <summary>Layer rows from the weights alone: what can be said of a network that is not compiled.</summary>
public static class WeightRows
{
    /// <summary>One row for each <c>*.weight</c> that has a <c>*.bias</c>.</summary>
    /// <param name="weights">The archive.</param>
    /// <returns>The rows, in the order of the archive.</returns>
    public static IReadOnlyList<LayerRow> Of(WeightArchive weights)
    {
        const string suffix = ".weight";
        List<LayerRow> rows = [];
        foreach (string name in weights.Names.Where(n => n.EndsWith(suffix, StringComparison.Ordinal)))
        {
            string layer = name[..^suffix.Length];
            int outputs = weights[layer + ".bias"].Length;
            rows.Add(new LayerRow(layer, weights[name].Length / outputs, outputs, weights[name].Count(w => w != 0f)));
        }

        return rows;
    }
}
