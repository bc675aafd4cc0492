using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Inspection.Advice;
using SparseCompile.Cli.Inspection.Schedules;
using SparseCompile.Cli.Report.Data;
using SparseCompile.Compiler.Kernels;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>A layer: the map of its non-zeros, its schedule, its code, histograms, candidates and advice.</summary>
/// <param name="page">Takes the markup.</param>
/// <param name="model">The model.</param>
internal sealed class LayerSection(Html page, InspectedModel model)
{
    private const int MostCandidates = 16;

    /// <summary>Writes a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="schedule">Its schedule; null for a layer without weights.</param>
    /// <param name="id">Id of the section.</param>
    public void Write(InspectedLayer layer, LayerSchedule? schedule, string id)
    {
        page.Add($"<section class=\"layer\" id=\"{id}\" aria-labelledby=\"{id}-h\"><h3 id=\"{id}-h\">{layer.Name} <small>{layer.Operator} {layer.WeightShape}</small></h3>");
        page.Add($"<dl class=\"facts\"><div><dt>reads</dt><dd>{layer.InputShape}</dd></div><div><dt>computes</dt><dd>{layer.OutputShape}</dd></div>");
        page.Add($"<div><dt>kernel</dt><dd><code>{layer.Plan.KernelId}</code> {layer.Plan.Reason}</dd></div><div><dt>estimate</dt><dd>{Figures.Time(layer.Nanoseconds)}{(layer.DenseNanoseconds is { } dense ? $"; dense {Figures.Time(dense)}" : "")}</dd></div></dl>");
        if (layer.Matrix is not null)
        {
            LayerSchedule? shown = layer.Matrix.NonZeros <= LayerData.MostLinked ? schedule : null;
            LayerData data = LayerData.Of(model, layer, shown);
            WriteMap(layer, id);
            if (shown is not null)
            {
                WriteSchedule(layer, shown, id);
                CodeSection.Write(page, shown, id);
            }

            WriteHistograms(layer, id);
            WriteCandidates(layer);
            WriteAdvice(layer.Name, PatternAdvisor.Of(layer));
            page.Raw($"<script type=\"application/json\" class=\"data\">{JsonSerializer.Serialize(new { data.Description, data.Packed }, s_json)}</script>");
        }

        page.Raw("</section>");
    }

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private void WriteMap(InspectedLayer layer, string id)
    {
        string about = $"{Figures.Count(layer.NonZeros)} non-zeros of {Figures.Count(layer.DenseWeights)} weights: {layer.PatternText}";
        page.Add($"<figure class=\"view map\"><figcaption>Where the non-zeros are <small>{layer.Matrix!.Rows} rows (outputs) by {layer.Matrix.Columns} columns (inputs){layer.Removed}</small></figcaption><div class=\"tools\">");
        page.Add($"<span class=\"orders\" role=\"radiogroup\" aria-label=\"Order of rows and columns of {layer.Name}\"><label><input type=\"radio\" name=\"{id}-order\" value=\"file\" checked> file's order</label><label><input type=\"radio\" name=\"{id}-order\" value=\"plan\"> plan's order</label></span>");
        page.Raw("<span class=\"key\"><i class=\"positive\"></i> positive <i class=\"negative\"></i> negative</span>");
        WriteZoom($"map of {layer.Name}");
        page.Add($"</div><canvas tabindex=\"0\" role=\"img\" aria-label=\"Map of {layer.Name}: {about}. Plus and minus zoom, arrows move.\"></canvas><output aria-live=\"polite\"></output></figure>");
    }

    private void WriteSchedule(InspectedLayer layer, LayerSchedule schedule, string id)
    {
        string about = $"{Figures.Count(schedule.Steps.Count)} steps on {schedule.Lanes} lanes, {Figures.Percent(schedule.Utilisation)} of them working";
        page.Add($"<figure class=\"view schedule\" id=\"{id}-schedule\"><figcaption>The schedule <small>steps across, lanes down: {about}{(schedule.IsLinked ? "" : "; this kernel adds inputs before it multiplies, so steps are not tied to single weights")}</small></figcaption><div class=\"tools\"><span class=\"key\"><i class=\"work\"></i> works <i class=\"idle\"></i> idles</span>");
        WriteZoom($"schedule of {layer.Name}");
        page.Add($"</div><canvas tabindex=\"0\" role=\"img\" aria-label=\"Schedule of {layer.Name}: {about}. Plus and minus zoom, arrows move.\"></canvas><output aria-live=\"polite\"></output></figure>");
    }

    private void WriteZoom(string what) => page.Add(
        $"<span class=\"zoom\"><button type=\"button\" data-zoom=\"out\" aria-label=\"Zoom out of the {what}\">−</button><button type=\"button\" data-zoom=\"fit\" aria-label=\"Fit the {what}\">fit</button><button type=\"button\" data-zoom=\"in\" aria-label=\"Zoom into the {what}\">+</button></span>");

    private void WriteHistograms(InspectedLayer layer, string id)
    {
        int[] rows = MatrixFigures.RowLengths(layer.Matrix!), columns = MatrixFigures.ColumnLengths(layer.Matrix!);
        float[] values = layer.Matrix!.NonZeros == 0 ? [0] : layer.Matrix.Values;
        page.Raw("<div class=\"charts\">");
        Chart("weights", "Weights", $"non-zeros from {Figures.Number(values.Min())} to {Figures.Number(values.Max())}");
        Chart("rows", "Non-zeros per row", Range(rows));
        Chart("columns", "Non-zeros per column", Range(columns));
        page.Raw("</div>");

        void Chart(string kind, string title, string about) =>
            page.Add($"<figure class=\"chart\" data-chart=\"{kind}\"><figcaption id=\"{id}-{kind}\">{title} <small>{about}</small></figcaption><div role=\"img\" aria-labelledby=\"{id}-{kind}\"></div></figure>");
    }

    private static string Range(int[] counts) => counts.Min() == counts.Max() ? $"{counts[0]} in each" : $"{counts.Min()} to {counts.Max()}, {Figures.Number(counts.Average())} on average";

    private void WriteCandidates(InspectedLayer layer)
    {
        KernelCandidate[] all = [.. layer.Weighted!.Candidates.OrderBy(candidate => candidate.Nanoseconds)];
        double most = all.Take(MostCandidates).Max(candidate => candidate.Nanoseconds);
        page.Add($"<details class=\"candidates\" open><summary>Candidates by estimated time <small>{Math.Min(MostCandidates, all.Length)} of {all.Length}</small></summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Candidates of {layer.Name}\"><table class=\"bars\"><thead><tr><th scope=\"col\">kernel</th><th scope=\"col\">estimate</th><th scope=\"col\" class=\"n\">lanes</th></tr></thead><tbody>");
        foreach (KernelCandidate candidate in all.Take(MostCandidates))
        {
            bool isChosen = candidate.Spec.Id == layer.Plan.KernelId;
            string share = FormattableString.Invariant($"{candidate.Nanoseconds / most * 100:0.0}");
            page.Add($"<tr{new Html().Raw(isChosen ? " class=\"chosen\"" : "")}><th scope=\"row\" title=\"{candidate.Description}\"><code>{candidate.Spec.Id}</code>{(isChosen ? " (chosen)" : "")}</th><td><span class=\"bar\" style=\"--share:{share}%\"></span><span class=\"figure\">{Figures.Time(candidate.Nanoseconds)}</span></td><td class=\"n\">{Figures.Percent(candidate.LaneUtilisation)}</td></tr>");
        }

        page.Raw("</tbody></table></div></details>");
    }

    private void WriteAdvice(string layer, IReadOnlyList<PatternAdvice> advice)
    {
        if (advice.Count == 0)
        {
            return;
        }

        page.Add($"<details class=\"advice\" open><summary>What would make it faster <small>as many weights, pruned in a pattern; accuracy has to be trained back</small></summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Patterns for {layer}\"><table><thead><tr><th scope=\"col\">pattern</th><th scope=\"col\" class=\"n\">of today's non-zeros</th><th scope=\"col\" class=\"n\">of their magnitude</th><th scope=\"col\" class=\"n\">estimate, layer by itself</th><th scope=\"col\" class=\"n\">speed</th></tr></thead><tbody>");
        foreach (PatternAdvice item in advice)
        {
            page.Add($"<tr><th scope=\"row\">{item.Pattern}</th><td class=\"n\">{Figures.Percent(item.Kept)}</td><td class=\"n\">{Figures.Percent(item.Magnitude)}</td><td class=\"n\">{Figures.Time(item.Nanoseconds)}</td><td class=\"n\">{Figures.Ratio(item.Ratio)}</td></tr>");
        }

        page.Raw("</tbody></table></div></details>");
    }
}
