using System.CommandLine;
using System.Text;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection.Advice;
using SparseCompile.Cli.Inspection.Terminal;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Report;
using Spectre.Console;

namespace SparseCompile.Cli.Inspection;

/// <summary>The command <c>inspect</c>: what was built of a model, and where its non-zeros went.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string[]> s_paths = new("project or weights")
    {
        Description = "A project file, a directory that contains exactly one, the weight files of one model, or a network (.onnx).",
        DefaultValueFactory = _ => ["."],
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> s_model = new("--model") { Description = "Show only the models whose full name contains this text (case-sensitive)." };

    private static readonly Option<string?> s_layer = new("--layer") { Description = "Show one layer: where its non-zeros are, histograms, candidates, what would make it faster." };

    private static readonly Option<string?> s_framework = new("--framework", "-f") { Description = "The target framework to compile for, of a project with several. Default: the newest." };

    private static readonly Option<string?> s_html = new("--html") { Description = "Write a page to this file: graph, maps of the non-zeros, schedules, code, charts. It needs nothing else, and makes no request." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("inspect", """
            Shows what a project's models are compiled to: the network, and for each layer shape, non-zeros, pattern, kernel, lane utilization, bytes and estimated time beside dense. Weight files are shown as the model that 'scaffold' infers.

            Examples:
              sparsec inspect
              sparsec inspect src/App/App.csproj --model KeywordSpotter --layer fc1
              sparsec inspect weights/kws.npz
              sparsec inspect detector.onnx
              sparsec inspect --model KeywordSpotter --html report.html
              sparsec inspect --json | jq '.models[].layers[] | {name, kernel}'

            Exit codes: 0 for success, 1 for invalid input.
            """);
        command.Arguments.Add(s_paths);
        foreach (Option option in new Option[] { s_model, s_layer, s_framework, s_html, s_json, ScreenOptions.Width, ScreenOptions.Color })
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult result)
    {
        string? wanted = result.GetValue(s_layer);
        InspectedModel[] models = console.Progress("Compiling", _ =>
            ModelSource.Inspect(result.GetValue(s_paths)!, result.GetValue(s_model) ?? "", result.GetValue(s_framework)));
        if (result.GetValue(s_html) is { } path)
        {
            byte[] page = Encoding.UTF8.GetBytes(console.Progress("Drawing", report => HtmlReport.Write(models, report)));
            WholeFile.Write(path, page);
            if (result.GetValue(s_json))
            {
                JsonText.Write(console.Out, new { html = path, bytes = page.Length, models = models.Select(model => model.Name) });
            }
            else
            {
                console.Out.WriteLine($"{path}: written, {Figures.Bytes(page.Length)}");
            }

            return Verb.Success;
        }

        (InspectedModel Model, InspectedLayer Layer)[] layers = wanted is null ? [] : Layers(models, wanted);
        Dictionary<InspectedLayer, IReadOnlyList<PatternAdvice>> advice = console.Progress("Estimating patterns", _ => layers.ToDictionary(pair => pair.Layer, pair => PatternAdvisor.Of(pair.Layer)));
        if (result.GetValue(s_json))
        {
            JsonText.Write(console.Out, wanted is null
                ? new { models = models.Select(InspectJson.Of) }
                : new { layers = layers.Select(pair => new { model = pair.Model.Name, layer = InspectJson.Of(pair.Layer, advice[pair.Layer]) }) });
            return Verb.Success;
        }

        IAnsiConsole screen = ScreenOptions.Screen(console, result);
        foreach (InspectedModel model in wanted is null ? models : [])
        {
            new ModelView(screen).Show(model);
        }

        foreach ((InspectedModel model, InspectedLayer layer) in layers)
        {
            screen.MarkupLineInterpolated($"[dim]{model.Name}[/]");
            new LayerView(screen).Show(layer, advice[layer]);
        }

        return Verb.Success;
    }

    private static (InspectedModel Model, InspectedLayer Layer)[] Layers(InspectedModel[] models, string wanted)
    {
        (InspectedModel, InspectedLayer)[] found = [.. models.SelectMany(model => model.Layers.Where(layer => layer.Name == wanted).Select(layer => (model, layer)))];
        return found.Length > 0
            ? found
            : throw new ProjectException($"No layer is called '{wanted}'; found {string.Join(", ", models.SelectMany(model => model.Layers).Select(layer => $"'{layer.Name}'").Distinct().Take(20))}.");
    }
}
