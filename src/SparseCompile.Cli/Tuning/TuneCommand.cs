using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using SparseCompile.Cli.Plans;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Tuning;

/// <summary>The command <c>tune</c>: measures the candidate kernels of a project's models on this machine and writes tuning records next to the weights.</summary>
internal static class TuneCommand
{
    private static readonly Argument<string> s_project = new("project")
    {
        Description = "The project file, or a directory that contains exactly one.",
        DefaultValueFactory = _ => ".",
    };

    private static readonly Option<string?> s_model = new("--model") { Description = "Tune only the models whose full name contains this text (case-sensitive)." };

    private static readonly Option<string?> s_framework = new("--framework", "-f")
    {
        Description = "The target framework to compile for, of a project with several. Default: the newest.",
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("tune", "Measures the candidate kernels of every layer on this machine and writes the fastest to a tuning record, *.sparseplan.json, next to each weight file. The next build applies it. Requires AVX-512.");
        command.Arguments.Add(s_project);
        command.Options.Add(s_model);
        command.Options.Add(s_framework);

        // Else the parser takes an unknown option for the project, or for the value of the option before it.
        s_project.Validators.Add(RejectOptions);
        s_model.Validators.Add(RejectOptions);
        s_framework.Validators.Add(RejectOptions);
        command.SetAction(result => Run(result.GetValue(s_project)!, result.GetValue(s_model) ?? "", result.GetValue(s_framework)));
        return command;
    }

    private static void RejectOptions(SymbolResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-') && !Path.Exists(token.Value)) is { } token)
        {
            result.AddError($"Unknown option '{token.Value}'; expected one of those that 'sparsec tune --help' lists.");
        }
    }

    /// <summary>Returns 0 if tuning records were written, 1 if the project has an error, 2 if there was nothing to measure.</summary>
    private static int Run(string path, string filter, string? framework)
    {
        try
        {
            string project = ProjectFile.Find(path);
            string[] arguments = CompilerArguments.Of(project, framework);
            BoundDeclaration[] models = [.. ProjectModels.Read(project, arguments).Where(model => model.Declaration.FullName.Contains(filter, StringComparison.Ordinal))];
            if (models.Length == 0)
            {
                Console.Error.WriteLine($"'{project}' has no model{(filter.Length == 0 ? "" : $" whose name contains '{filter}'")}.");
                return 2;
            }

            ProjectCompilation.Check(project, arguments);
            if (!Avx512F.IsSupported)
            {
                Console.Error.WriteLine("This processor has no AVX-512; expected AVX-512F, the only ISA variant with several candidate kernels.");
                return 2;
            }

            int tuned = 0;
            foreach (IGrouping<string, BoundDeclaration> sameFile in models.GroupBy(model => model.File!.Path))
            {
                ModelChoices[] choices = [.. sameFile.Select(Tune).OfType<ModelChoices>()];
                if (choices.Length > 0)
                {
                    WeightFile weights = sameFile.First().File!.Parts[0];
                    PlanFileWriter.Write(weights, Machine.Describe(), choices);
                    Console.WriteLine(Path.GetFullPath(PlanFileWriter.PathOf(weights)) + ": written");
                    tuned += choices.Length;
                }
            }

            return tuned > 0 ? 0 : 2;
        }
        catch (Exception exception) when (exception is ProjectException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static ModelChoices? Tune(BoundDeclaration model)
    {
        ModelTuner tuner = new(model.Declaration, model.File!);
        ModelChoices? choices = tuner.Tune();
        Console.WriteLine(model.Declaration.FullName + (choices is null ? ": no candidates, the model is fully unrolled" : ""));
        foreach (LayerResult layer in tuner.Results)
        {
            string gain = layer.Fastest == layer.Estimated ? "as estimated" : FormattableString.Invariant($"{layer.EstimatedNanoseconds / layer.FastestNanoseconds:F2}x the speed of the estimated choice '{layer.Estimated}'");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {layer.Layer}: {layer.Fastest}; {layer.FastestNanoseconds:F0} ns per inference, {gain}; {layer.Measured} candidates measured"));
        }

        // A record lies beside the first file of a model that has several.
        return choices is not null && model.File!.Parts.Count > 1 ? choices with { WeightsHash = model.File.ContentHash } : choices;
    }
}
