using System.Text;
using System.Text.Json;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Inspection.Schedules;
using SparseCompile.Cli.Report.Sections;

namespace SparseCompile.Cli.Report;

/// <summary>One page about models that needs nothing else: style, script and data are in it, and its policy forbids requests.</summary>
internal static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the page.</summary>
    /// <param name="models">The models.</param>
    /// <param name="report">Called with what is being done.</param>
    public static string Write(IReadOnlyList<InspectedModel> models, Action<string> report)
    {
        Html page = new();
        string title = models.Count == 1 ? models[0].Name : $"{models.Count} models";
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\"><meta name=\"generator\" content=\"sparsec inspect\"><title>{title} - SparseCompile</title>");
        page.Raw($"<style>{Asset("uplot/uPlot.min.css")}\n{Asset("report.css")}</style></head><body>");
        page.Raw("<a class=\"skip\" href=\"#main\">Skip to the models</a><header class=\"top\"><h1 class=\"brand\"><span aria-hidden=\"true\" class=\"mark\"><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i></span>SparseCompile <small>inspect</small></h1>");
        WriteNavigation(page, models);
        page.Raw("<button type=\"button\" id=\"theme\" aria-pressed=\"false\">Dark</button></header><main id=\"main\">");
        for (int i = 0; i < models.Count; i++)
        {
            report($"Drawing {models[i].Name}");
            WriteModel(page, models[i], "m" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        page.Raw("</main><footer><p>Times are estimates for the processor of the cost table; <code>sparsec bench</code> measures. Charts are drawn by uPlot, whose license is in this page's source.</p></footer>");
        page.Raw($"<script>/*\nuPlot\n{Asset("uplot/LICENSE")}*/\n{Asset("uplot/uPlot.iife.min.js")}</script><script>{Asset("report.js")}</script></body></html>\n");
        return page.ToString();
    }

    private static void WriteNavigation(Html page, IReadOnlyList<InspectedModel> models)
    {
        if (models.Count < 2)
        {
            return;
        }

        page.Raw("<nav aria-label=\"Models\"><ul>");
        for (int i = 0; i < models.Count; i++)
        {
            page.Add($"<li><a href=\"#m{i}\">{models[i].Declaration.DisplayName}</a></li>");
        }

        page.Raw("</ul></nav>");
    }

    private static void WriteModel(Html page, InspectedModel model, string id)
    {
        string IdOf(InspectedLayer layer) => $"{id}-l{model.Layers.ToList().IndexOf(layer)}";
        page.Add($"<article class=\"model\" id=\"{id}\" aria-labelledby=\"{id}-h\"><h2 id=\"{id}-h\">{model.Name}</h2><p class=\"origin\">");
        foreach (Compiler.Tensors.WeightFile part in model.File.Parts)
        {
            page.Add($"<code>{part.LogicalName}</code> <small>SHA-256 {part.ContentHash[..16]}…</small> ");
        }

        page.Add($"<span>kernels {(model.Choices is null ? "by estimate" : "from the tuning record")}{(model.Plan.IsFused ? ", the network in one unrolled kernel" : "")}</span></p>");
        SummarySection.WriteFigures(page, model);
        page.Add($"<div class=\"columns\" style=\"--graph: {GraphSection.WidthOf(model)}px\">");
        page.Raw("<div class=\"side\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Drawing of the network\">");
        GraphSection.Write(page, model, IdOf);
        page.Raw("</div></div><div class=\"detail\">");
        page.Add($"<figure class=\"chart wide\" data-chart=\"times\"><figcaption id=\"{id}-times\">Estimated time by layer <small><i class=\"swatch sparse\"></i> compiled <i class=\"swatch dense\"></i> dense</small></figcaption><div role=\"img\" aria-labelledby=\"{id}-times\"></div>");
        page.Raw($"<script type=\"application/json\" class=\"times\">{JsonSerializer.Serialize(Times(model))}</script></figure>");
        SummarySection.WriteTable(page, model, IdOf);
        SummarySection.WriteDiagnostics(page, model);
        WriteLayers(page, model, IdOf);
        HardwareSection.Write(page, model, id + "-hw");
        page.Raw("</div></div></article>");
    }

    private static void WriteLayers(Html page, InspectedModel model, Func<InspectedLayer, string> idOf)
    {
        LayerSection section = new(page, model);
        Queue<LayerSchedule> schedules = new(ScheduleTracer.Trace(model.Plan));
        foreach (InspectedLayer layer in model.Layers)
        {
            section.Write(layer, layer.Weighted is null ? null : schedules.Dequeue(), idOf(layer));
        }
    }

    private static object Times(InspectedModel model) => new
    {
        names = model.Layers.Select(layer => layer.Name),
        sparse = model.Layers.Select(layer => Math.Round(layer.Nanoseconds / 1e3, 4)),
        dense = model.Layers.Select(layer => Math.Round((layer.DenseNanoseconds ?? layer.Nanoseconds) / 1e3, 4)),
    };

    private static string Asset(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("Report/" + name) ?? throw new InvalidOperationException($"No asset {name}.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
