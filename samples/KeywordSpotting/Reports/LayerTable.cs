using System.Globalization;

namespace KeywordSpotting.Reports;

/// <summary>Prints what each layer of a network costs.</summary>
public static class LayerTable
{
    /// <summary>Lays the rows out, with a last line for the network as a whole.</summary>
    /// <param name="rows">The layers in order, at least one. A column whose values are all null is left out.</param>
    /// <returns>The table as text.</returns>
    public static string Format(IReadOnlyList<LayerRow> rows)
    {
        (string Head, Func<LayerRow, string?> Cell)[] columns =
        [
            ("layer", r => r.Name),
            (">inputs", r => Number(r.Inputs)),
            (">outputs", r => Number(r.Outputs)),
            (">non-zeros", r => Number(r.NonZeros)),
            (">sparsity", r => Percent(r.Sparsity)),
            ("kernel family", r => r.Family),
            (">lanes used", r => r.LaneUtilisation is { } share ? Percent(share) : null),
            (">ns", r => r.Nanoseconds is { } time ? Number(time) : null),
        ];
        columns = [.. columns.Where(c => rows.Any(r => c.Cell(r) is not null))];
        ConsoleTable table = new([.. columns.Select(c => c.Head)]);
        foreach (LayerRow row in rows)
        {
            table.Add([.. columns.Select(c => c.Cell(row) ?? "-")]);
        }

        long weights = rows.Sum(r => (long)r.Inputs * r.Outputs);
        long nonZeros = rows.Sum(r => (long)r.NonZeros);
        Dictionary<string, string> totals = new()
        {
            ["layer"] = "all",
            [">inputs"] = Number(rows[0].Inputs),
            [">outputs"] = Number(rows[^1].Outputs),
            [">non-zeros"] = Number(nonZeros),
            [">sparsity"] = Percent(1.0 - (double)nonZeros / weights),
            [">ns"] = rows.All(r => r.Nanoseconds is not null) ? Number(rows.Sum(r => r.Nanoseconds!.Value)) : "-",
        };
        table.Add([.. columns.Select(c => totals.GetValueOrDefault(c.Head, ""))]);
        return table.ToString();
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100.0 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}
