using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Compiler;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>The network on modeled accelerators: a row for each target.</summary>
/// <remarks>Today there is one target, streamed lanes; each further one is a row of <see cref="Targets"/>.</remarks>
internal static class HardwareSection
{
    /// <summary>Writes the section; nothing for networks that the accelerators do not execute.</summary>
    public static void Write(Html page, InspectedModel model, string id)
    {
        Target[] targets = [.. Targets(model)];
        if (targets.Length == 0)
        {
            return;
        }

        page.Add($"<section class=\"hardware\" id=\"{id}\" aria-labelledby=\"{id}-h\"><h3 id=\"{id}-h\">Hardware targets <small>modeled accelerators executing this network; energy is an estimate</small></h3>");
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Hardware targets\"><table><thead><tr><th scope=\"col\">target</th><th scope=\"col\" class=\"n\">cycles for one input</th><th scope=\"col\" class=\"n\">cycles between inputs</th><th scope=\"col\" class=\"n\">lanes busy</th><th scope=\"col\" class=\"n\">stored bits</th><th scope=\"col\" class=\"n\">energy for one input</th></tr></thead><tbody>");
        foreach (Target target in targets)
        {
            page.Add($"<tr><th scope=\"row\">{target.Name}</th><td class=\"n\">{Figures.Count(target.Cycles)}</td><td class=\"n\">{Figures.Count(target.Interval)}</td><td class=\"n\">{Figures.Percent(target.Busy)}</td><td class=\"n\">{Figures.Count(target.Bits)}</td><td class=\"n\">{target.Energy}</td></tr>");
        }

        page.Raw("</tbody></table></div></section>");
    }

    private static IEnumerable<Target> Targets(InspectedModel model)
    {
        using JsonDocument json = JsonDocument.Parse(ModelCompiler.DescribeHardware(model.Declaration, model.File, model.Plan, model.Inputs));
        if (!json.RootElement.TryGetProperty("totals", out JsonElement totals) || totals.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        yield return new Target(
            "streamed lanes",
            Exact(totals, "critical_path_cycles"),
            Exact(totals, "shared_lanes_interval_cycles"),
            Exact(totals, "utilisation_ppm") / 1e6,
            Exact(totals, "rom_bits") + Exact(totals, "bias_bits"),
            totals.TryGetProperty("energy", out JsonElement energy) && energy.TryGetProperty("total", out JsonElement picojoules) ? picojoules + " pJ" : "");
    }

    private static long Exact(JsonElement totals, string name) => totals.TryGetProperty(name, out JsonElement figure) ? figure.GetProperty("value").GetInt64() : 0;

    private sealed record Target(string Name, long Cycles, long Interval, double Busy, long Bits, string Energy);
}
