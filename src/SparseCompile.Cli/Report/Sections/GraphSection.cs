using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Compiler.Graphs;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>The network as a drawing: a box for each node, in ranks from top to bottom.</summary>
internal static class GraphSection
{
    private const int BoxWidth = 216;
    private const int BoxHeight = 76;
    private const int Gap = 26;
    private const int Margin = 8;
    private const int Aside = 14;
    private const int Beside = 24;
    private const int BarWidth = BoxWidth - 24;

    /// <summary>Pixels from left to right.</summary>
    public static int WidthOf(InspectedModel model)
    {
        Places(model.Plan.Graph, model.Layers, out int[] widths);
        return Width(widths.Max(), model);
    }

    /// <summary>Writes the drawing; each box leads to the layer's section.</summary>
    /// <param name="page">Takes the markup.</param>
    /// <param name="model">The model.</param>
    /// <param name="idOf">Id of a layer's section.</param>
    public static void Write(Html page, InspectedModel model, Func<InspectedLayer, string> idOf)
    {
        Graph graph = model.Plan.Graph;
        Dictionary<int, (int Rank, int Column)> places = Places(graph, model.Layers, out int[] widths);
        int columns = widths.Max(), ranks = widths.Length;
        int width = Width(columns, model), height = (ranks * (BoxHeight + Gap)) - Gap + (2 * Margin);
        (int X, int Y) At(int value) => (
            Margin + (int)((columns - widths[places[value].Rank]) * (BoxWidth + Gap) / 2.0) + (places[value].Column * (BoxWidth + Gap)),
            Margin + (places[value].Rank * (BoxHeight + Gap)));

        page.Add($"<svg class=\"graph\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" style=\"min-width: {width * 4 / 5}px\" role=\"group\" aria-label=\"Network of {model.Layers.Count} nodes\">");
        foreach (InspectedLayer layer in model.Layers)
        {
            foreach (int input in layer.Plan.Node.Inputs.Distinct())
            {
                int between = Enumerable.Range(places[input].Rank + 1, places[layer.Plan.Node.Output].Rank - places[input].Rank - 1).Select(rank => widths[rank]).DefaultIfEmpty(0).Max();
                WriteEdge(page, At(input), At(layer.Plan.Node.Output), between == 0 ? null : Margin + (((columns + between) * (BoxWidth + Gap)) / 2) - Gap + Aside);
            }
        }

        foreach (int input in graph.Inputs)
        {
            (int x, int y) = At(input);
            page.Add($"<g class=\"value\"><rect x=\"{x}\" y=\"{y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"32\"/><text x=\"{x + (BoxWidth / 2)}\" y=\"{y + 28}\" text-anchor=\"middle\" class=\"name\">{graph.Values[input].Name}</text><text x=\"{x + (BoxWidth / 2)}\" y=\"{y + 46}\" text-anchor=\"middle\">{graph.Values[input].Shape}</text></g>");
        }

        double most = model.Layers.Max(layer => layer.Nanoseconds);
        foreach (InspectedLayer layer in model.Layers)
        {
            WriteBox(page, layer, idOf(layer), At(layer.Plan.Node.Output), layer.Nanoseconds / most);
        }

        page.Raw("</svg>");
    }

    /// <summary>Pixels from left to right: edges that pass boxes by need a margin of their own.</summary>
    private static int Width(int columns, InspectedModel model) => (columns * (BoxWidth + Gap)) - Gap + (2 * Margin) + (model.Layers.Any(layer => layer.Plan.Node.Inputs.Count > 1) ? Aside : 0);

    /// <summary>A line from a box to one below; past the boxes between, where there are some.</summary>
    /// <param name="page">Takes the markup.</param>
    /// <param name="from">Corner of the upper box.</param>
    /// <param name="to">Corner of the lower one.</param>
    /// <param name="lane">Where to pass; null to go straight.</param>
    private static void WriteEdge(Html page, (int X, int Y) from, (int X, int Y) to, int? lane)
    {
        (int x1, int y1, int x2, int y2) = (from.X + (BoxWidth / 2), from.Y + BoxHeight, to.X + (BoxWidth / 2), to.Y);
        if (lane is { } x)
        {
            // Off the middle, beside the edge that goes straight.
            (x1, x2) = (x1 + Beside, x2 + Beside);
            page.Add($"<path class=\"edge aside\" d=\"M{x1} {y1}C{x1} {y1 + Gap} {x} {y1} {x} {y1 + Gap}V{y2 - Gap}C{x} {y2} {x2} {y2 - Gap} {x2} {y2}\"/>");
            return;
        }

        page.Add($"<path class=\"edge\" d=\"M{x1} {y1}C{x1} {y1 + Gap} {x2} {y2 - Gap} {x2} {y2}\"/>");
    }

    private static void WriteBox(Html page, InspectedLayer layer, string id, (int X, int Y) at, double share)
    {
        string shape = layer.Weighted is null ? layer.OutputShape : layer.WeightShape;
        string density = layer.Weighted is null ? "" : $", {Figures.Percent(layer.Density)} non-zero";
        string macs = layer.Plan.Macs == 0 ? "" : $"{Figures.Count(layer.Plan.Macs)} MACs";
        page.Add($"<a href=\"#{id}\">");
        page.Add($"<g class=\"node op-{layer.Operator.ToLowerInvariant()}\"><rect x=\"{at.X}\" y=\"{at.Y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"8\"/>");
        page.Add($"<text x=\"{at.X + 12}\" y=\"{at.Y + 22}\" class=\"name\">{Short(layer.Name, 18)}</text> <text x=\"{at.X + BoxWidth - 12}\" y=\"{at.Y + 22}\" text-anchor=\"end\">{layer.Operator}</text>");
        page.Add($"<text x=\"{at.X + 12}\" y=\"{at.Y + 39}\">{Short(shape + density, 34)}</text>");
        page.Add($"<text x=\"{at.X + 12}\" y=\"{at.Y + 55}\">{macs}</text><text x=\"{at.X + BoxWidth - 12}\" y=\"{at.Y + 55}\" text-anchor=\"end\">{Figures.Time(layer.Nanoseconds)}</text>");
        page.Add($"<rect class=\"track\" x=\"{at.X + 12}\" y=\"{at.Y + 63}\" width=\"{BarWidth}\" height=\"4\" rx=\"2\"/><rect class=\"time\" x=\"{at.X + 12}\" y=\"{at.Y + 63}\" width=\"{Math.Max(2, Math.Round(share * BarWidth))}\" height=\"4\" rx=\"2\"/></g></a>");
    }

    /// <summary>A rank for each value: one more than the last of those that it is computed from.</summary>
    private static Dictionary<int, (int Rank, int Column)> Places(Graph graph, IReadOnlyList<InspectedLayer> layers, out int[] widths)
    {
        Dictionary<int, (int Rank, int Column)> places = [];
        Dictionary<int, int> counts = [];
        foreach (int input in graph.Inputs)
        {
            places[input] = (0, counts[0] = counts.GetValueOrDefault(0) + 1);
        }

        foreach (InspectedLayer layer in layers)
        {
            // What is computed of nothing is a constant, beside the inputs.
            int rank = layer.Plan.Node.Inputs.Select(input => places[input].Rank).DefaultIfEmpty(-1).Max() + 1;
            counts[rank] = counts.GetValueOrDefault(rank) + 1;
            places[layer.Plan.Node.Output] = (rank, counts[rank]);
        }

        widths = [.. Enumerable.Range(0, counts.Count).Select(rank => counts[rank])];
        return places.ToDictionary(pair => pair.Key, pair => (pair.Value.Rank, pair.Value.Column - 1));
    }

    private static string Short(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
