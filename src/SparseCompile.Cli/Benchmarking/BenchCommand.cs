using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Projects;
using Spectre.Console;

namespace SparseCompile.Cli.Benchmarking;

/// <summary>The command <c>bench</c>: times generated code on this machine beside dense C# and compressed rows.</summary>
internal static class BenchCommand
{
    private const int FewestRounds = 3;
    private const int MostRounds = 1_000;

    private static readonly Argument<string[]> s_paths = new("project or weights")
    {
        Description = "A project file, a directory that contains exactly one, or the weight files of one model.",
        DefaultValueFactory = _ => ["."],
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> s_model = new("--model") { Description = "Measure only the models whose full name contains this text (case-sensitive)." };

    private static readonly Option<string?> s_layer = new("--layer") { Description = "Measure one layer." };

    private static readonly Option<string?> s_framework = new("--framework", "-f") { Description = "The target framework to compile for, of a project with several. Default: the newest." };

    private static readonly Option<int> s_rounds = new("--rounds") { Description = "Turns that each candidate is given, 3 to 1,000.", DefaultValueFactory = _ => 21 };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON." };

    private static readonly Option<bool> s_markdown = new("--markdown") { Description = "Print a Markdown table." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("bench", """
            Times each layer and the whole model on this machine: generated code, a dense loop over vectors, and a loop over compressed rows (CSR), in turns, with the spread of the ratios. Layers are timed by themselves without activations; the baselines of a model are its layers with weights, one after the other.

            Examples:
              sparsec bench
              sparsec bench --model KeywordSpotter --markdown > bench.md
              sparsec bench weights/kws.npz --layer fc1 --rounds 51

            Exit codes: 0 for success, 1 for invalid input.
            """);
        command.Arguments.Add(s_paths);
        foreach (Option option in new Option[] { s_model, s_layer, s_framework, s_rounds, s_json, s_markdown, ScreenOptions.Width, ScreenOptions.Color })
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult result)
    {
        int rounds = result.GetValue(s_rounds);
        if (rounds is < FewestRounds or > MostRounds)
        {
            throw new ProjectException($"Invalid value for '--rounds': {rounds}. Expected {FewestRounds} to {Figures.Count(MostRounds)}.");
        }

        string? layer = result.GetValue(s_layer);
        BenchResult[] results = console.Progress("Compiling", report =>
        {
            InspectedModel[] models = ModelSource.Inspect(result.GetValue(s_paths)!, result.GetValue(s_model) ?? "", result.GetValue(s_framework));
            return layer is not null && models.All(model => model.Layers.All(known => known.Name != layer || known.Weighted is null))
                ? throw new ProjectException($"No layer with weights is called '{layer}'; found {string.Join(", ", models.SelectMany(model => model.Layers).Where(known => known.Weighted is not null).Select(known => $"'{known.Name}'").Distinct().Take(20))}.")
                : models.Select(model => new ModelBench(model, rounds).Run(layer, report)).ToArray();
        });
        if (result.GetValue(s_json))
        {
            JsonText.Write(console.Out, new { results });
            return Verb.Success;
        }

        foreach (BenchResult measured in results)
        {
            if (result.GetValue(s_markdown))
            {
                console.Out.Write(BenchTable.Markdown(measured));
            }
            else
            {
                BenchTable.Show(ScreenOptions.Screen(console, result), measured);
            }
        }

        return Verb.Success;
    }
}
