using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Traces;

/// <summary>The command <c>trace</c>: runs real inputs through a project's models and records how many activations are zero, next to the weights.</summary>
internal static class TraceCommand
{
    private const string Description =
        """
        Runs real inputs through the models of a project and records the share of zeros that each layer meets in a trace, *.sparsetrace.json, next to each weight file. The next build chooses kernels that skip zeros by it,
        and 'sparsec hw' estimates with it, marked as traced.

        Example:
          sparsec trace src/App --inputs clips.npz --tensor features --model Keywords

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly Option<string> s_inputs = new("--inputs") { Description = "A file of inputs: npz, npy or safetensors, inputs along the first axis.", Required = true };

    private static readonly Option<string?> s_tensor = new("--tensor") { Description = "The tensor of the file, where it has several." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("trace", Description);
        ProjectOptions project = new(command);
        command.Options.Add(s_inputs);
        command.Options.Add(s_tensor);
        project.RejectOptionsAsValueOf(s_inputs);
        project.RejectOptionsAsValueOf(s_tensor);
        command.SetAction(result => project.Run(result, models => Run(models, Samples.Read(result.GetValue(s_inputs)!), result.GetValue(s_tensor))));
        return command;
    }

    private static int Run(IReadOnlyList<BoundDeclaration> models, Samples inputs, string? tensor)
    {
        // All are recorded before any is written: inputs that do not fit the last model leave no trace of the first.
        (WeightFile Weights, ModelTrace[] Traces)[] recorded =
            [.. models.GroupBy(model => model.File!.Path).Select(same => (same.First().File!.Parts[0], same.Select(model => Trace(model, inputs, tensor)).ToArray()))];
        foreach ((WeightFile weights, ModelTrace[] traces) in recorded)
        {
            TraceFileWriter.Write(weights, inputs.File, traces);
            Console.WriteLine(Path.GetFullPath(TraceFileWriter.PathOf(weights)) + ": written");
        }

        return 0;
    }

    private static ModelTrace Trace(BoundDeclaration model, Samples inputs, string? tensor)
    {
        ModelTrace trace = TraceRecorder.Record(model.Declaration, model.File!, inputs, tensor);
        Console.WriteLine(FormattableString.Invariant($"{trace.Model}: {trace.Samples} inputs"));
        foreach (LayerTrace layer in trace.Layers)
        {
            Console.WriteLine(FormattableString.Invariant($"  {layer.Layer}: {layer.InputZeros:P1} of its inputs are zero, {layer.OutputZeros:P1} of its outputs"));
        }

        // A record lies beside the first file of a model that has several.
        return model.File!.Parts.Count > 1 ? trace with { WeightsHash = model.File.ContentHash } : trace;
    }
}
