using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Export;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>export</c>: files for other tools.</summary>
internal static class ExportVerb
{
    private const string Sparseloop = "sparseloop";
    private const string Binsparse = "binsparse";

    private const string Description =
        """
        Writes a model for other tools, into a folder for each model.
          sparseloop  YAML of Timeloop with Sparseloop, version 0.4: architecture, sparse optimizations, a problem for each layer
          binsparse   a container for each layer: descriptor and arrays in a zip archive, which NumPy opens as npz

        Examples:
          sparsec hw export . --format sparseloop --target two-of-four --output yaml
          sparsec hw export . --format binsparse --output weights

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly Option<string> s_format = new Option<string>("--format") { Description = "The format.", Required = true }.AcceptOnlyFromAmong(Sparseloop, Binsparse);

    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = _ => "." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the names of the files as JSON." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("export", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_format);
        command.Options.Add(s_output);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, (console, jobs) => Export(console, jobs, (result.GetValue(s_format)!, result.GetValue(s_output)!), result.GetValue(s_json))));
        return command;
    }

    private static int Export(ToolConsole console, IReadOnlyList<HardwareJob> jobs, (string Format, string Folder) output, bool isJson)
    {
        string[] files = console.Progress("Writing", report => jobs.SelectMany(job =>
        {
            report($"Writing {job.Name}");
            string folder = Path.Combine(output.Folder, job.Name);
            return output.Format == Binsparse ? WriteMatrices(job, folder) : WriteProblems(job, folder);
        }).ToArray());
        if (isJson)
        {
            JsonText.Write(console.Out, new { format = output.Format, files });
            return Verb.Success;
        }

        foreach (string file in files)
        {
            console.Out.WriteLine(file);
        }

        return Verb.Success;
    }

    private static IEnumerable<string> WriteProblems(HardwareJob job, string folder) =>
        job.Targets.SelectMany(target => SparseloopWriter.Write(job.Source.Graph, target).Select(file =>
            Write(Path.Combine(folder, target.Name.Replace('/', '-'), file.Name), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(file.Text)))));

    private static IEnumerable<string> WriteMatrices(HardwareJob job, string folder) =>
        job.Source.Graph.Nodes.Where(node => node.Operator is MatrixOperator).Select((node, i) =>
        {
            // Names of layers are not names of files.
            string name = new([.. node.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]);
            return Write(Path.Combine(folder, $"{i + 1:D2}_{name}.bsp.npz"), stream => BinsparseWriter.Write(stream, ((MatrixOperator)node.Operator).Weights));
        });

    /// <summary>Writes a file as a whole or not at all.</summary>
    private static string Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            WholeFile.Write(path, write);
            return path;
        }
        catch (NotSupportedException exception)
        {
            throw new ProjectException($"'{path}' cannot be written: {exception.Message}");
        }
    }
}
