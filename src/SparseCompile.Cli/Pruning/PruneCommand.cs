using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Conversion.Writers;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Pruning;

/// <summary>The command <c>prune</c>: prunes trained weights to patterns, without Python and without training.</summary>
internal static class PruneCommand
{
    private const string Magnitude = "magnitude";
    private const string SecondOrder = "second-order";

    /// <summary>Formats that hold all tensors of a network.</summary>
    private static readonly string[] s_formats = [".npz", ".safetensors"];

    private static readonly string[] s_budgetPatterns = ["rows", "n:32", "16x1", "8x1", "4x4", "tiles16"];

    private static readonly Argument<string> s_path = new("path") { Description = "A project with one model, or a weight file." };

    private static readonly Option<string?> s_model = new("--model") { Description = "The model of a project whose full name contains this text (case-sensitive)." };

    private static readonly Option<string?> s_framework = new("--framework", "-f") { Description = "The target framework, of a project with several." };

    private static readonly Option<string?> s_output = new("--output", "-o") { Description = "The file to write, .npz or .safetensors. Default: beside the weights, NAME-pruned. The report is written to FILE.prune.json." };

    private static readonly Option<string?> s_calibration = new("--calibration", "-c")
    {
        Description = "Inputs, .npz or .npy: of a project's model an array [samples, ...] named 'input' or the only one; of a weight file an array [samples, inputs] by the name of each layer.",
    };

    private static readonly Option<string> s_method = new("--method") { Description = "magnitude, or second-order, which refits the weights that are left and needs calibration inputs.", DefaultValueFactory = _ => Magnitude };

    private static readonly Option<string?> s_pattern = new("--pattern") { Description = "Pattern of all layers: any, rows, n:32, 16x1, lines, complementary16, tiles16, with any numbers. Default: rows; under a budget, any of several." };

    private static readonly Option<double?> s_density = new("--density") { Description = "Share of the weights that is kept, greater than 0 and at most 1." };

    private static readonly Option<string[]> s_layers = new("--layer") { Description = "Another choice for one layer: NAME=PATTERN@DENSITY, or NAME=dense.", DefaultValueFactory = _ => [] };

    private static readonly Option<double?> s_budget = new("--budget-us") { Description = "Instead of a density: microseconds that all layers may take, estimated. Patterns and densities are chosen." };

    private static readonly Option<int> s_samples = new("--samples") { Description = "Calibration samples that layers are fitted to at most. As many of those after them test the result.", DefaultValueFactory = _ => 128 };

    private static readonly Option<bool> s_isJson = new("--json") { Description = "Print the report as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("prune", """
            Prunes trained weights to patterns; says what it costs in error and wins in estimated time.

            Examples:
              sparsec prune weights/dense.npz --pattern rows --density 0.1
              sparsec prune weights/dense.npz --pattern 16x1 --density 0.1 --layer fc2=dense -o weights/kws.npz
              sparsec prune . --model KeywordSpotter --method second-order --calibration clips.npz --budget-us 20

            Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
            """);
        command.Arguments.Add(s_path);
        foreach (Option option in (Option[])[s_model, s_framework, s_output, s_calibration, s_method, s_pattern, s_density, s_layers, s_budget, s_samples, s_isJson])
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult arguments)
    {
        PruneOptions options = Options(arguments);
        string path = arguments.GetValue(s_path)!;
        if (IsProject(path))
        {
            return PruneProject(console, arguments, options, ProjectFile.Find(path));
        }

        List<DenseTensor> tensors = TensorReader.ReadAll(path), calibration = arguments.GetValue(s_calibration) is { } inputs ? TensorReader.ReadAll(inputs) : [];
        Write(console, arguments, path, Pruned(console, options, pruner => pruner.Prune(tensors, calibration)));
        return Verb.Success;
    }

    private static PruneResult Pruned(ToolConsole console, PruneOptions options, Func<NetworkPruner, PruneResult> prune) =>
        console.Progress("Pruning", report => prune(new NetworkPruner(options, (number, count, layer) => report($"Pruning {layer}: {number + 1} of {count}"))));

    private static int PruneProject(ToolConsole console, ParseResult arguments, PruneOptions options, string project)
    {
        string filter = arguments.GetValue(s_model) ?? "";
        BoundDeclaration[] models = console.Progress($"Reading {Path.GetFileName(project)}", _ => ProjectModels.Read(project, CompilerArguments.Of(project, arguments.GetValue(s_framework)))
            .Where(model => model.Declaration is ModelDeclaration && model.Declaration.FullName.Contains(filter, StringComparison.Ordinal)).ToArray());
        if (models.Length == 0)
        {
            console.Error.WriteLine($"'{project}' has no model{(filter.Length == 0 ? "" : $" whose name contains '{filter}'")}.");
            return Verb.NothingToDo;
        }

        if (models.Length > 1)
        {
            throw new ProjectException($"'{project}' has {models.Length} models: {string.Join(", ", models.Select(model => model.Declaration.FullName))}. Expected one; use --model.");
        }

        WeightFile file = models[0].File!;
        DenseTensor? inputs = arguments.GetValue(s_calibration) is { } path ? Inputs(path) : null;
        Write(console, arguments, file.Parts[0].Path, Pruned(console, options, pruner => pruner.Prune((ModelDeclaration)models[0].Declaration, file, inputs)));
        return Verb.Success;
    }

    private static DenseTensor Inputs(string path)
    {
        List<DenseTensor> arrays = TensorReader.ReadAll(path);
        return arrays.Count == 1 ? arrays[0] : arrays.FirstOrDefault(array => array.Name is "input" or "x")
            ?? throw new ProjectException($"'{path}' has {arrays.Count} arrays: {string.Join(", ", arrays.Select(array => $"'{array.Name}'"))}. Expected one, or one named 'input'.");
    }

    private static PruneOptions Options(ParseResult arguments)
    {
        string method = arguments.GetValue(s_method)!;
        if (method is not (Magnitude or SecondOrder))
        {
            throw new ProjectException($"Unknown method: '{method}'. Expected '{Magnitude}' or '{SecondOrder}'.");
        }

        if (method == SecondOrder && arguments.GetValue(s_calibration) is null)
        {
            throw new ProjectException($"Method '{SecondOrder}' has no calibration inputs. Expected --calibration FILE.");
        }

        Dictionary<string, PruningChoice> layers = [];
        foreach ((string layer, PruningChoice choice) in arguments.GetValue(s_layers)!.Select(PruningChoice.Parse))
        {
            layers[layer] = choice;
        }

        double? budget = arguments.GetValue(s_budget), density = arguments.GetValue(s_density);
        if (budget is not null && density is not null)
        {
            throw new ProjectException("Found both --budget-us and --density. Expected one of them.");
        }

        if (budget is not null && !(budget > 0 && double.IsFinite(budget.Value)))
        {
            throw new ProjectException(FormattableString.Invariant($"Invalid budget: {budget} us. Expected a number greater than 0."));
        }

        if (budget is null && density is null && layers.Count == 0)
        {
            throw new ProjectException("Found nothing to prune by. Expected --density, --budget-us or --layer.");
        }

        if (arguments.GetValue(s_samples) < 1)
        {
            throw new ProjectException($"Invalid number of samples: {arguments.GetValue(s_samples)}. Expected 1 or more.");
        }

        string? pattern = arguments.GetValue(s_pattern);
        return new PruneOptions(density is { } share ? PruningChoice.Of(pattern ?? "rows", share) : null, layers, method == SecondOrder, budget * 1000, arguments.GetValue(s_samples))
        {
            Patterns = [.. (pattern is null ? s_budgetPatterns : [pattern]).Select(PatternWords.Parse)],
        };
    }

    private static void Write(ToolConsole console, ParseResult arguments, string weights, PruneResult result)
    {
        string output = arguments.GetValue(s_output)
            ?? Path.Combine(Path.GetDirectoryName(weights) ?? "", Path.GetFileNameWithoutExtension(weights) + "-pruned" + (s_formats.Contains(Path.GetExtension(weights)) ? Path.GetExtension(weights) : ".npz"));
        if (!s_formats.Contains(Path.GetExtension(output), StringComparer.OrdinalIgnoreCase))
        {
            throw new ProjectException($"Unknown format of '{output}'. Expected the extension {string.Join(" or ", s_formats)}.");
        }

        WeightWriters.Write(output, [.. result.Pruned().Select(tensor => tensor.Stored)]);
        string json = PruneReport.Json(result, output, arguments.GetValue(s_method)!);
        WholeFile.Write(output + ".prune.json", System.Text.Encoding.UTF8.GetBytes(json));
        console.Out.Write(arguments.GetValue(s_isJson) ? json : PruneReport.Table(result) + output + ": written\n");
    }

    private static bool IsProject(string path) => Directory.Exists(path) || path.EndsWith("proj", StringComparison.OrdinalIgnoreCase);
}
