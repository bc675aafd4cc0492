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

        Examples:
          sparsec trace --inputs clips.npz
          sparsec trace src/App --inputs clips.npz --tensor features --model Keywords
          sparsec trace --inputs clips.npz --json | jq '.models[].layers[] | select(.inputZeros > 0.5).layer'

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly Option<string> s_inputs = new("--inputs") { Description = "A file of inputs: npz, npy or safetensors, inputs along the first axis.", Required = true };

    private static readonly Option<string?> s_tensor = new("--tensor") { Description = "The tensor of the file, where it has several." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print what was recorded as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("trace", Description);
        ProjectOptions project = new(command);
        command.Options.Add(s_inputs);
        command.Options.Add(s_tensor);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, (console, models) => Run(console, models, (result.GetValue(s_inputs)!, result.GetValue(s_tensor)), result.GetValue(s_json))));
        return command;
    }

    private static int Run(ToolConsole console, IReadOnlyList<BoundDeclaration> models, (string Path, string? Tensor) inputs, bool isJson)
    {
        Samples samples = Samples.Read(inputs.Path);

        // All are recorded before any is written: inputs that do not fit the last model leave no trace of the first.
        (WeightFile Weights, ModelTrace[] Traces)[] recorded = console.Progress("Recording", report => models.GroupBy(model => model.File!.Path)
            .Select(same => (same.First().File!.Parts[0], same.Select(model => Trace(model, samples, inputs.Tensor, report)).ToArray())).ToArray());
        foreach ((WeightFile weights, ModelTrace[] traces) in recorded)
        {
            TraceFileWriter.Write(weights, samples.File, traces);
        }

        if (isJson)
        {
            JsonText.Write(console.Out, new
            {
                models = recorded.SelectMany(same => same.Traces.Select(trace => new { name = trace.Model, record = PathOf(same.Weights), samples = trace.Samples, layers = trace.Layers })),
            });
            return Verb.Success;
        }

        foreach ((WeightFile weights, ModelTrace[] traces) in recorded)
        {
            Show(console, traces);
            console.Out.WriteLine(PathOf(weights) + ": written");
        }

        return Verb.Success;
    }

    private static string PathOf(WeightFile weights) => Path.GetFullPath(TraceFileWriter.PathOf(weights));

    private static void Show(ToolConsole console, ModelTrace[] traces)
    {
        foreach (ModelTrace trace in traces)
        {
            console.Out.WriteLine(FormattableString.Invariant($"{trace.Model}: {trace.Samples} inputs"));
            foreach (LayerTrace layer in trace.Layers)
            {
                console.Out.WriteLine(FormattableString.Invariant($"  {layer.Layer}: {layer.InputZeros:P1} of its inputs are zero, {layer.OutputZeros:P1} of its outputs"));
            }
        }
    }

    private static ModelTrace Trace(BoundDeclaration model, Samples inputs, string? tensor, Action<string> report)
    {
        report($"Recording {model.Declaration.FullName}");
        ModelTrace trace = TraceRecorder.Record(model.Declaration, model.File!, inputs, tensor);

        // A record lies beside the first file of a model that has several.
        return model.File!.Parts.Count > 1 ? trace with { WeightsHash = model.File.ContentHash } : trace;
    }
}
