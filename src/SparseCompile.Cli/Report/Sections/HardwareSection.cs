using System.Globalization;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Cli.Report.Sections;

/// <summary>The network on modeled accelerators: a row for each target.</summary>
internal static class HardwareSection
{
    /// <summary>Writes the section; nothing for networks that the accelerators do not execute.</summary>
    public static void Write(Html page, InspectedModel model, string id)
    {
        NetworkFigures[] targets = [.. Targets(model)];
        if (targets.Length == 0)
        {
            return;
        }

        page.Add($"<section class=\"hardware\" id=\"{id}\" aria-labelledby=\"{id}-h\"><h3 id=\"{id}-h\">Hardware targets <small>modeled accelerators executing this network; energy is an estimate</small></h3>");
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Hardware targets\"><table><thead><tr><th scope=\"col\">target</th><th scope=\"col\" class=\"n\">cycles for one input</th><th scope=\"col\" class=\"n\">cycles between inputs</th><th scope=\"col\" class=\"n\">lanes busy</th><th scope=\"col\" class=\"n\">stored bits</th><th scope=\"col\" class=\"n\">energy for one input</th></tr></thead><tbody>");
        foreach (NetworkFigures target in targets)
        {
            // Of a target that skips zero activations, cycles are those at the expected densities.
            string about = target.IsExact ? "" : "~";
            page.Add($"<tr><th scope=\"row\">{target.Target.Name}</th><td class=\"n\">{about}{Figures.Count(target.LatencyCycles)}</td><td class=\"n\">{about}{Figures.Count(target.IntervalCycles)}</td><td class=\"n\">{about}{Figures.Percent(target.UtilisationPpm / 1e6)}</td><td class=\"n\">{Figures.Count(target.WeightBits)}</td><td class=\"n\">{Nanojoules(target)} nJ</td></tr>");
        }

        page.Raw("</tbody></table></div>");
        string[] others = [.. BuiltInTargets.All.Select(target => target.Name).Except(targets.Select(target => target.Target.Name))];
        if (others.Length > 0)
        {
            page.Add($"<p class=\"note\">This network does not fit {string.Join(", ", others)}.</p>");
        }

        page.Raw("</section>");
    }

    private static IEnumerable<NetworkFigures> Targets(InspectedModel model)
    {
        Graph graph = model.Plan.Graph;
        if (MappedOperators.Problem(graph) is not null)
        {
            return [];
        }

        NetworkSource source = ModelCompiler.HardwareSource(model.Declaration, model.File, graph, model.Inputs);
        return BuiltInTargets.All.Where(target => TargetFit.Problem(graph, target) is null)
            .Select(target => NetworkEstimator.Estimate(source, target, ValueActivity.Stated(graph)));
    }

    /// <summary>Energies are whole femtojoules.</summary>
    private static string Nanojoules(NetworkFigures target) => (target.Energy.Total / 1_000_000m).ToString("N1", CultureInfo.InvariantCulture);
}
