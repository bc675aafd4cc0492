using System.CommandLine;
using System.Globalization;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Generator.Pipeline;
using Spectre.Console;

namespace SparseCompile.Cli.Verification;

/// <summary>The command <c>verify</c>: outputs of the generated code against given ones, and the largest error of each layer.</summary>
internal static class VerifyCommand
{
    private const double DefaultTolerance = 1e-4;

    private static readonly Argument<string[]> s_paths = new("project or weights")
    {
        Description = "A project file, a directory that contains exactly one, or the weight files of one model.",
        DefaultValueFactory = _ => ["."],
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string> s_inputs = new("--inputs") { Description = "A file with the inputs: samples of the model's input, one after the other (.npz, .npy, .safetensors).", Required = true };

    private static readonly Option<string> s_outputs = new("--outputs") { Description = "A file with the outputs expected. Tensors that are called as layers are compared with these.", Required = true };

    private static readonly Option<string?> s_input = new("--input-tensor") { Description = "The tensor of the inputs. Default: the only one that fits." };

    private static readonly Option<string?> s_output = new("--output-tensor") { Description = "The tensor of the outputs. Default: the only one that fits." };

    private static readonly Option<string?> s_tolerance = new("--tolerance") { Description = "The largest error allowed, relative to the largest output expected. Default: 1e-4." };

    private static readonly Option<string?> s_model = new("--model") { Description = "The model whose full name contains this text (case-sensitive), of several." };

    private static readonly Option<string?> s_framework = new("--framework", "-f") { Description = "The target framework to compile for, of a project with several. Default: the newest." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("verify", """
            Runs the generated code on given inputs and compares its outputs with given ones. Each layer is compared too: with the outputs of its name where they are given, and else with the network in double precision. Samples of a recurrent network are the steps of one sequence, which starts with states of zeros. Of several inputs or outputs, each is the tensor of its name.

            Examples:
              sparsec verify --inputs x.npz --outputs y.npz
              sparsec verify weights/kws.npz --inputs x.npy --outputs y.npy --tolerance 1e-5
              sparsec verify --model KeywordSpotter --inputs io.npz --outputs io.npz --input-tensor features --output-tensor scores

            Exit codes: 0 if all outputs are within the tolerance, 1 for invalid input, 2 if one is not.
            """);
        command.Arguments.Add(s_paths);
        foreach (Option option in new Option[] { s_inputs, s_outputs, s_input, s_output, s_tolerance, s_model, s_framework, s_json, ScreenOptions.Width, ScreenOptions.Color })
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult result)
    {
        double tolerance = Tolerance(result.GetValue(s_tolerance));
        (string name, IReadOnlyList<LayerError> errors) = console.Progress("Verifying", _ => Compare(result));
        LayerError whole = errors[^1];
        bool isRight = whole.Relative <= tolerance;
        if (result.GetValue(s_json))
        {
            JsonText.Write(console.Out, new { model = name, passed = isRight, tolerance, layers = errors });
            return isRight ? Verb.Success : Verb.NothingToDo;
        }

        Show(ScreenOptions.Screen(console, result), name, errors, isRight, tolerance);
        return isRight ? Verb.Success : Verb.NothingToDo;
    }

    private static (string Name, IReadOnlyList<LayerError> Errors) Compare(ParseResult result)
    {
        IReadOnlyList<BoundDeclaration> models = ModelSource.Find(result.GetValue(s_paths)!, result.GetValue(s_model) ?? "", result.GetValue(s_framework));
        if (models.Count > 1)
        {
            throw new ProjectException($"There are {models.Count} models: {string.Join(", ", models.Take(8).Select(model => model.Declaration.FullName))}; expected one. Use --model.");
        }

        InspectedModel model = InspectedModel.Of(models[0]);
        Graph graph = model.Plan.Graph;
        float[][] inputs = Samples.Read(result.GetValue(s_inputs)!).Of(result.GetValue(s_input), Named(graph, graph.Inputs, i => graph.Values[graph.Inputs[i]].Name), "inputs");
        Samples given = Samples.Read(result.GetValue(s_outputs)!);
        float[][] outputs = given.Of(result.GetValue(s_output), Named(graph, graph.Outputs, i => graph.OutputNames.Count > i ? graph.OutputNames[i] : graph.Values[graph.Outputs[i]].Name), "outputs");
        return inputs.Length == outputs.Length
            ? (model.Name, new ModelVerifier(model, inputs).Run(outputs, given))
            : throw new ProjectException($"There are {inputs.Length} inputs and {outputs.Length} outputs; expected as many of each.");
    }

    /// <summary>Names and lengths of inputs or outputs, without states.</summary>
    private static (string Name, int Length)[] Named(Graph graph, IReadOnlyCollection<int> values, Func<int, string> name) =>
        [.. values.SkipLast(graph.States).Select((value, i) => (name(i), graph.Values[value].Length))];

    private static void Show(IAnsiConsole screen, string name, IReadOnlyList<LayerError> errors, bool isRight, double tolerance)
    {
        screen.MarkupLineInterpolated($"[bold]{name}[/]");
        Table table = Tables.Create(["layer", "compared with"], ["largest error", "relative", "sample", "element"]);
        foreach (LayerError error in errors)
        {
            table.AddRow(
                Markup.Escape(error.Layer), error.Against, Text(error.Largest), Text(error.Relative), error.Sample.ToString(CultureInfo.InvariantCulture), error.Element.ToString(CultureInfo.InvariantCulture));
        }

        screen.Write(table);
        string verdict = isRight ? "[green]within[/]" : "[red]beyond[/]";
        screen.Markup($"The outputs are {verdict} the tolerance of {Text(tolerance)}.");
        screen.WriteLine();
    }

    private static string Text(double value) => value == 0 ? "0" : value.ToString("0.0e+00", CultureInfo.InvariantCulture);

    private static double Tolerance(string? text) => text is null ? DefaultTolerance
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double tolerance) && tolerance >= 0 && double.IsFinite(tolerance) ? tolerance
        : throw new ProjectException($"Invalid value for '--tolerance': '{text}'. Expected a number of at least 0.");
}
