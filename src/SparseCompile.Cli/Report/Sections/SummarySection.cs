using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Compiler.Diagnostics;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>A model's figures, its layers as a table, and what the compiler reports.</summary>
internal static class SummarySection
{
    /// <summary>Writes the figures.</summary>
    public static void WriteFigures(Html page, InspectedModel model)
    {
        double ratio = model.DenseNanoseconds / Math.Max(model.Nanoseconds, 1e-9);
        page.Raw("<ul class=\"cards\">");
        Card(page, Figures.Percent(Share(model.NonZeros, model.DenseWeights)), "of the weights are non-zero", $"{Figures.Count(model.NonZeros)} of {Figures.Count(model.DenseWeights)}");
        Card(page, Figures.Percent(1 - Share(model.Macs, model.DenseMacs)), "of the MACs are skipped", $"{Figures.Count(model.Macs)} of {Figures.Count(model.DenseMacs)} executed{(model.Plan.IsCounting ? ", fewer where inputs are zero" : "")}");
        Card(page, Figures.Time(model.Nanoseconds), "estimated for one input", $"{Figures.Ratio(ratio)} the speed of dense kernels, {Figures.Time(model.DenseNanoseconds)}");
        Card(page, Figures.Bytes(model.Bytes), "of weights and indices", $"{Figures.Bytes(model.Kernels.PeakBytes)} of activations at the peak");
        page.Raw("</ul>");
    }

    /// <summary>Writes the table of layers.</summary>
    public static void WriteTable(Html page, InspectedModel model, Func<InspectedLayer, string> idOf)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table of layers\"><table><thead><tr><th scope=\"col\">layer</th><th scope=\"col\">weights</th><th scope=\"col\" class=\"n\">non-zeros</th><th scope=\"col\" class=\"n\">density</th><th scope=\"col\">pattern</th><th scope=\"col\">kernel</th><th scope=\"col\" class=\"n\">lanes</th><th scope=\"col\" class=\"n\">bytes</th><th scope=\"col\" class=\"n\">estimate</th><th scope=\"col\" class=\"n\">dense</th></tr></thead><tbody>");
        foreach (InspectedLayer layer in model.Layers)
        {
            bool hasWeights = layer.Weighted is not null;
            string If(string text) => hasWeights ? text : "";
            page.Add($"<tr><th scope=\"row\"><a href=\"#{idOf(layer)}\">{layer.Name}</a></th><td>{If(layer.WeightShape)}</td><td class=\"n\">{If(Figures.Count(layer.NonZeros))}</td><td class=\"n\">{If(Figures.Percent(layer.Density))}</td>");
            page.Add($"<td>{If(layer.PatternText)}</td><td class=\"k\"><code>{Breakable(layer.Plan.KernelId)}</code></td><td class=\"n\">{If(Figures.Percent(layer.Plan.LaneUtilisation))}</td><td class=\"n\">{If(Figures.Bytes(layer.Bytes))}</td>");
            page.Add($"<td class=\"n\">{Figures.Time(layer.Nanoseconds)}</td><td class=\"n\">{(layer.DenseNanoseconds is { } dense ? Figures.Time(dense) : "")}</td></tr>");
        }

        page.Raw("</tbody></table></div>");
    }

    /// <summary>Writes what the compiler reports; nothing where it reports nothing.</summary>
    public static void WriteDiagnostics(Html page, InspectedModel model)
    {
        CompilerDiagnostic[] reported = [.. model.Diagnostics];
        if (reported.Length == 0)
        {
            return;
        }

        page.Add($"<details class=\"reports\"><summary>{reported.Length} {(reported.Length == 1 ? "remark" : "remarks")} of the compiler</summary><ul>");
        foreach (CompilerDiagnostic diagnostic in reported)
        {
            page.Add($"<li><code>{diagnostic.Rule.Id}</code> {diagnostic.Message}</li>");
        }

        page.Raw("</ul></details>");
    }

    /// <summary>A kernel's name, which may be broken behind its slashes.</summary>
    private static Html Breakable(string kernel) => new Html().Raw(Html.Escape(kernel).Replace("/", "/<wbr>", StringComparison.Ordinal));

    private static void Card(Html page, string figure, string label, string detail) =>
        page.Add($"<li><strong>{figure}</strong><span>{label}</span><small>{detail}</small></li>");

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
