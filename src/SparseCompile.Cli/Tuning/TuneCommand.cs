using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Plans;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Tuning;

/// <summary>The command <c>tune</c>: measures the candidate kernels of a project's models on this machine and writes tuning records next to the weights.</summary>
internal static class TuneCommand
{
    private const string Description =
        """
        Measures the candidate kernels of every layer on this machine and writes the fastest to a tuning record, *.sparseplan.json, next to each weight file. The next build applies it. Requires AVX-512.

        Examples:
          sparsec tune
          sparsec tune src/App --model KeywordSpotter
          sparsec tune --json | jq '.models[].layers[] | select(.fastest != .estimated)'

        Exit codes: 0 if a record was written, 1 for invalid input, 2 if there was nothing to measure.
        """;

    private static readonly Option<bool> s_json = new("--json") { Description = "Print what was measured as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("tune", Description);
        ProjectOptions project = new(command);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, (console, models) => Run(console, models, result.GetValue(s_json)), isCompiled: true));
        return command;
    }

    /// <summary>Returns 0 if tuning records were written, 2 if there was nothing to measure.</summary>
    private static int Run(ToolConsole console, IReadOnlyList<BoundDeclaration> models, bool isJson)
    {
        if (!Avx512F.IsSupported)
        {
            console.Error.WriteLine("This processor has no AVX-512; expected AVX-512F, the only ISA variant with several candidate kernels.");
            return Verb.NothingToDo;
        }

        List<(TunedModel Model, string? Record)> all = [];
        foreach (IGrouping<string, BoundDeclaration> sameFile in models.Where(model => model.Declaration is not ModelDeclaration { Precision: NumericPrecision.Int8 }).GroupBy(model => model.File!.Path))
        {
            TunedModel[] tuned = [.. sameFile.Select(model => Tune(console, model, isQuiet: isJson))];
            ModelChoices[] choices = [.. tuned.Select(model => model.Choices).OfType<ModelChoices>()];
            string? record = choices.Length > 0 ? Write(sameFile.First().File!.Parts[0], choices) : null;
            if (record is not null && !isJson)
            {
                console.Out.WriteLine(record + ": written");
            }

            all.AddRange(tuned.Select(model => (model, model.Choices is null ? null : record)));
        }

        if (isJson)
        {
            JsonText.Write(console.Out, new
            {
                machine = Machine.Describe(),
                models = all.Select(pair => new { name = pair.Model.Name, record = pair.Record, layers = pair.Model.Layers }),
            });
        }

        return all.Any(pair => pair.Record is not null) ? Verb.Success : Verb.NothingToDo;
    }

    private static string Write(WeightFile weights, ModelChoices[] choices)
    {
        PlanFileWriter.Write(weights, Machine.Describe(), choices);
        return Path.GetFullPath(PlanFileWriter.PathOf(weights));
    }

    private static TunedModel Tune(ToolConsole console, BoundDeclaration model, bool isQuiet)
    {
        string name = model.Declaration.FullName;
        ModelTuner tuner = new(model.Declaration, model.File!, model.Measured.Trace);
        ModelChoices? choices = console.Progress($"Measuring {name}", report => tuner.Tune(layer => report($"Measuring {name}: {layer}")));
        if (!isQuiet)
        {
            Show(console, name, choices, tuner.Results);
        }

        // A record lies beside the first file of a model that has several.
        return new TunedModel(name, choices is not null && model.File!.Parts.Count > 1 ? choices with { WeightsHash = model.File.ContentHash } : choices, tuner.Results);
    }

    private static void Show(ToolConsole console, string name, ModelChoices? choices, IEnumerable<LayerResult> layers)
    {
        console.Out.WriteLine(name + (choices is null ? ": no candidates, the model is fully unrolled" : ""));
        foreach (LayerResult layer in layers)
        {
            string gain = layer.Fastest == layer.Estimated ? "as estimated" : FormattableString.Invariant($"{layer.EstimatedNanoseconds / layer.FastestNanoseconds:F2}x the speed of the estimated choice '{layer.Estimated}'");
            console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {layer.Layer}: {layer.Fastest}; {layer.FastestNanoseconds:F0} ns per inference, {gain}; {layer.Measured} candidates measured"));
        }
    }

    /// <summary>A model, and what was found for its layers.</summary>
    /// <param name="Name">Its full name.</param>
    /// <param name="Choices">The fastest kernels; null where there was nothing to choose from.</param>
    /// <param name="Layers">Its layers.</param>
    private sealed record TunedModel(string Name, ModelChoices? Choices, IReadOnlyList<LayerResult> Layers);
}
