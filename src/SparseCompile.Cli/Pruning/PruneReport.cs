using System.Globalization;
using System.Text;
using System.Text.Json;
using SparseCompile.Cli.Pruning.Patterns;

namespace SparseCompile.Cli.Pruning;

/// <summary>What pruning cost, and what it won: as a table and as JSON.</summary>
internal static class PruneReport
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>A JSON object.</summary>
    /// <param name="result">The network.</param>
    /// <param name="output">Path of the weights.</param>
    /// <param name="method">Name of the method.</param>
    public static string Json(PruneResult result, string output, string method) => JsonSerializer.Serialize(
        new
        {
            output = Path.GetFileName(output),
            method,
            outputError = Rounded(result.OutputError),
            heldOutError = Rounded(result.HeldOutError),
            nanosecondsBefore = Sum(result, layer => layer.Before?.Nanoseconds),
            nanoseconds = Sum(result, layer => layer.After?.Nanoseconds),
            layers = result.Layers.Select(layer => new
            {
                name = layer.Layer.Name,
                tensor = layer.Layer.Tensor,
                rows = layer.Layer.Layout.Shape.Rows,
                columns = layer.Layer.Layout.Shape.Columns,
                pattern = layer.Choice.Pattern?.Word ?? PatternWords.Dense,
                density = layer.Choice.Density,
                nonZeros = layer.Weights.Count(weight => weight != 0),
                error = Rounded(layer.Error),
                magnitudeError = Rounded(layer.MagnitudeError),
                nanosecondsBefore = Rounded(layer.Before?.Nanoseconds, 1),
                nanoseconds = Rounded(layer.After?.Nanoseconds, 1),
                kernel = layer.After?.Kernel,
                patternFound = layer.After?.Pattern,
            }),
        },
        s_json) + "\n";

    /// <summary>A table.</summary>
    public static string Table(PruneResult result)
    {
        int width = Math.Max(5, result.Layers.Max(layer => layer.Layer.Name.Length));
        StringBuilder text = new();
        text.Append("layer".PadRight(width)).Append("  pattern             density  non-zeros     error  magnitude          us    before\n");
        foreach (PrunedLayer layer in result.Layers)
        {
            text.Append(layer.Layer.Name.PadRight(width)).Append(string.Create(
                CultureInfo.InvariantCulture,
                $"  {layer.Choice.Pattern?.Word ?? PatternWords.Dense,-18} {layer.Choice.Density,8:0.####} {layer.Weights.Count(weight => weight != 0),10:N0} {layer.Error * 100,7:F2} % {layer.MagnitudeError * 100,8:F2} %  {Time(layer.After?.Nanoseconds),10}{Time(layer.Before?.Nanoseconds),10}\n"));
        }

        string output = result.OutputError is { } error ? string.Create(CultureInfo.InvariantCulture, $"; the network's outputs change by {error * 100:F2} %") : "";
        output += result.HeldOutError is { } other ? string.Create(CultureInfo.InvariantCulture, $", by {other * 100:F2} % on samples that were held out") : "";
        return text.Append(string.Create(
            CultureInfo.InvariantCulture, $"all layers: {Time(Sum(result, layer => layer.After?.Nanoseconds))} us, before {Time(Sum(result, layer => layer.Before?.Nanoseconds))} us (estimated){output}\n")).ToString();
    }

    private static string Time(double? nanoseconds) => nanoseconds is { } time ? (time / 1000).ToString("F2", CultureInfo.InvariantCulture) : "?";

    /// <summary>Null as soon as one is not known.</summary>
    private static double? Sum(PruneResult result, Func<PrunedLayer, double?> time) => result.Layers.All(layer => time(layer) is not null) ? Rounded(result.Layers.Sum(time), 1) : null;

    private static double? Rounded(double? value, int digits = 6) => value is { } number ? Math.Round(number, digits) : null;
}
