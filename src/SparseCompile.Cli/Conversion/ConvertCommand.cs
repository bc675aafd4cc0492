using System.CommandLine;
using System.Globalization;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Conversion.Writers;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Scaffolding;
using SparseCompile.Compiler.Tensors;
using Spectre.Console;

namespace SparseCompile.Cli.Conversion;

/// <summary>The command <c>convert</c>: weight files of one format into another, merged, masked and pruned on request.</summary>
internal static class ConvertCommand
{
    private static readonly Argument<string[]> s_inputs = new("inputs") { Description = "The weight files to read; several are merged.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The file to write: .npz, .safetensors or .mtx.", Required = true };

    private static readonly Option<string[]> s_select = new("--select") { Description = "Names of the tensors to write. Default: all." };

    private static readonly Option<string[]> s_mask = new("--mask") { Description = "WEIGHT=MASK: multiplies a tensor by another, which is left out. Masks of torch.nn.utils.prune are applied without it." };

    private static readonly Option<string?> s_prune = new("--prune-below") { Description = "Sets weights of a smaller magnitude to zero, and reports what that removes. Vectors stay as they are." };

    private static readonly Option<bool> s_ones = new("--ones") { Description = "Takes 1 for each position of a pattern without values (.smtx)." };

    private static readonly Option<bool> s_force = new("--force") { Description = "Replaces the output if it exists." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print what was written as JSON." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("convert", """
            Converts weight files between npz, safetensors and Matrix Market. Values are written as float32; whatever the compiler reads is read, sparse matrices in parts and pruning masks among it.

            Examples:
              sparsec convert model.safetensors -o weights/model.npz
              sparsec convert part1.npz part2.npz -o whole.safetensors
              sparsec convert dense.npz -o pruned.npz --prune-below 0.01
              sparsec convert weights.npz -o fc1.mtx --select fc1.weight
              sparsec convert layer.safetensors -o layer.npz --mask weight=mask

            Exit codes: 0 for success, 1 for invalid input; then nothing is written.
            """);
        command.Arguments.Add(s_inputs);
        foreach (Option option in new Option[] { s_output, s_select, s_mask, s_prune, s_ones, s_force, s_json, ScreenOptions.Width, ScreenOptions.Color })
        {
            command.Options.Add(option);
        }

        command.SetAction(result => Verb.Run(result, console => Run(console, result)));
        return command;
    }

    private static int Run(ToolConsole console, ParseResult result)
    {
        string output = result.GetValue(s_output)!;
        if (File.Exists(output) && !result.GetValue(s_force))
        {
            throw new ProjectException($"'{output}' exists already; expected a new file, or --force.");
        }

        double below = Threshold(result.GetValue(s_prune));
        PruningReport[] reports = console.Progress("Converting", _ =>
        {
            WeightFile[] files = ScaffoldCommand.Open(result.GetValue(s_inputs)!);
            IReadOnlyList<StoredTensor> tensors = TensorReader.Read(files, Masks(result.GetValue(s_mask) ?? []), result.GetValue(s_ones) ? Compiler.Tensors.PatternValues.Ones : Compiler.Tensors.PatternValues.Refuse);
            (StoredTensor Tensor, PruningReport Report)[] pruned = [.. Selected(tensors, result.GetValue(s_select) ?? []).Select(tensor => Pruning.Apply(tensor, below))];
            WeightWriters.Write(output, [.. pruned.Select(pair => pair.Tensor)]);
            return pruned.Select(pair => pair.Report).ToArray();
        });
        if (result.GetValue(s_json))
        {
            JsonText.Write(console.Out, new { output, pruneBelow = below, bytes = new FileInfo(output).Length, tensors = reports });
            return Verb.Success;
        }

        Show(ScreenOptions.Screen(console, result), output, reports, below);
        return Verb.Success;
    }

    private static void Show(IAnsiConsole screen, string output, PruningReport[] reports, double below)
    {
        string[] titles = ["elements", "non-zeros", "density"], removals = ["removed", "of magnitude", "of energy", "largest"];
        Table table = Tables.Create(["tensor"], [.. titles, .. below > 0 ? removals : []]);
        foreach (PruningReport report in reports)
        {
            string[] cells = [Figures.Count(report.Elements), Figures.Count(report.After), Figures.Percent(report.Elements == 0 ? 0 : (double)report.After / report.Elements)];
            string[] removed = [Figures.Count(report.Before - report.After), Figures.Percent(report.Magnitude), Figures.Percent(report.Energy), Figures.Number(report.Largest)];
            table.AddRow([Markup.Escape(report.Name), .. cells, .. below > 0 ? removed : []]);
        }

        screen.Write(table);
        screen.WriteLine($"{output}: {reports.Length} tensors, {Figures.Bytes(new FileInfo(output).Length)}");
    }

    private static IEnumerable<StoredTensor> Selected(IReadOnlyList<StoredTensor> tensors, string[] names) => names.Length == 0
        ? tensors
        : names.Select(name => tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw new ProjectException($"There is no tensor '{name}'; found {string.Join(", ", tensors.Take(12).Select(tensor => $"'{tensor.Name}'"))}."));

    private static Dictionary<string, string> Masks(string[] pairs)
    {
        Dictionary<string, string> masks = new(StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            string[] names = pair.Split('=');
            masks[names[0]] = names.Length == 2 && names.All(name => name.Length > 0)
                ? names[1]
                : throw new ProjectException($"Invalid value for '--mask': '{pair}'. Expected WEIGHT=MASK.");
        }

        return masks;
    }

    private static double Threshold(string? text) => text is null ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double below) && below > 0 && double.IsFinite(below) ? below
        : throw new ProjectException($"Invalid value for '--prune-below': '{text}'. Expected a number greater than 0.");
}
