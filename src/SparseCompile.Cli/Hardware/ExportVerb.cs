using System.CommandLine;
using System.Text.Json;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Graphs;
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
          binsparse   a container for each layer, in the npz form of the reference implementation
        Prints the path of each file.

        Examples:
          sparsec hw export . --format sparseloop --target two-of-four --output yaml
          sparsec hw export . --format binsparse --output weights --json

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly Option<string> s_format = new Option<string>("--format") { Description = "The format.", Required = true }.AcceptOnlyFromAmong(Sparseloop, Binsparse);

    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = _ => "." };

    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print the paths as JSON." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("export", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_format);
        command.Options.Add(s_output);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, jobs => Export(jobs, result.GetValue(s_format)!, result.GetValue(s_output)!, result.GetValue(s_json))));
        return command;
    }

    private static int Export(IReadOnlyList<HardwareJob> jobs, string format, string output, bool isJson)
    {
        List<string> paths = [];
        foreach (HardwareJob job in jobs)
        {
            string folder = Path.Combine(output, job.Name);
            paths.AddRange(Screen.WithProgress(job.Name, report => (format == Binsparse ? WriteMatrices(job, folder) : WriteYaml(job, folder, report)).ToArray()));
        }

        Console.WriteLine(isJson ? JsonSerializer.Serialize(paths, s_options) : string.Join('\n', paths));
        return 0;
    }

    private static IEnumerable<string> WriteYaml(HardwareJob job, string folder, Action<int, int> report)
    {
        for (int i = 0; i < job.Targets.Count; i++)
        {
            foreach ((string name, string text) in SparseloopWriter.Write(job.Source.Graph, job.Targets[i]))
            {
                yield return Write(Path.Combine(folder, job.Targets[i].Name.Replace('/', '-'), name), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(text)));
            }

            report(i + 1, job.Targets.Count);
        }
    }

    private static IEnumerable<string> WriteMatrices(HardwareJob job, string folder)
    {
        int number = 0;
        foreach (Node node in job.Source.Graph.Nodes.Where(node => node.Operator is MatrixOperator))
        {
            // Names of layers are not names of files.
            string name = new([.. node.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]);
            yield return Write(Path.Combine(folder, $"{++number:D2}_{name}.bsp.npz"), stream => BinsparseWriter.Write(stream, ((MatrixOperator)node.Operator).Weights, job.Source.Integers is not null));
        }
    }

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
