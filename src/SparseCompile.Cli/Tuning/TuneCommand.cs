using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
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
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("tune", "Measures the candidate kernels of every layer on this machine and writes the fastest to a tuning record, *.sparseplan.json, next to each weight file. The next build applies it. Requires AVX-512.");
        ProjectOptions project = new(command);
        command.SetAction(result => project.Run(result, Run, isCompiled: true));
        return command;
    }

    /// <summary>Returns 0 if tuning records were written, 2 if there was nothing to measure.</summary>
    private static int Run(IReadOnlyList<BoundDeclaration> models)
    {
        if (!Avx512F.IsSupported)
        {
            Console.Error.WriteLine("This processor has no AVX-512; expected AVX-512F, the only ISA variant with several candidate kernels.");
            return 2;
        }

        int tuned = 0;
        foreach (IGrouping<string, BoundDeclaration> sameFile in models.Where(model => model.Declaration is not ModelDeclaration { Precision: NumericPrecision.Int8 }).GroupBy(model => model.File!.Path))
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

    private static ModelChoices? Tune(BoundDeclaration model)
    {
        ModelTuner tuner = new(model.Declaration, model.File!, model.Measured.Trace);
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
