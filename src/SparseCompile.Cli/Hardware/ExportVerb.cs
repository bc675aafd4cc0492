using System.CommandLine;
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
          binsparse   a container for each layer: descriptor and arrays in a zip archive, which NumPy opens as npz

        Examples:
          sparsec hw export . --format sparseloop --target two-of-four --output yaml
          sparsec hw export . --format binsparse --output weights
        """;

    private static readonly Option<string> s_format = new Option<string>("--format") { Description = "The format.", Required = true }.AcceptOnlyFromAmong(Sparseloop, Binsparse);

    private static readonly Option<string> s_output = new("--output", "-o") { Description = "The folder to write to.", DefaultValueFactory = _ => "." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("export", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_format);
        command.Options.Add(s_output);
        command.SetAction(result => project.Run(result, jobs => Export(jobs, result.GetValue(s_format)!, result.GetValue(s_output)!)));
        return command;
    }

    private static int Export(IReadOnlyList<HardwareJob> jobs, string format, string output)
    {
        foreach (HardwareJob job in jobs)
        {
            string folder = Path.Combine(output, job.Name);
            if (format == Binsparse)
            {
                WriteMatrices(job, folder);
                continue;
            }

            foreach (HardwareTarget target in job.Targets)
            {
                foreach ((string name, string text) in SparseloopWriter.Write(job.Source.Graph, target))
                {
                    Write(Path.Combine(folder, target.Name.Replace('/', '-'), name), stream => stream.Write(System.Text.Encoding.ASCII.GetBytes(text)));
                }
            }
        }

        return 0;
    }

    private static void WriteMatrices(HardwareJob job, string folder)
    {
        int number = 0;
        foreach (Node node in job.Source.Graph.Nodes.Where(node => node.Operator is MatrixOperator))
        {
            // Names of layers are not names of files.
            string name = new([.. node.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')]);
            Write(Path.Combine(folder, $"{++number:D2}_{name}.bsp.npz"), stream => BinsparseWriter.Write(stream, ((MatrixOperator)node.Operator).Weights));
        }
    }

    /// <summary>Writes a file as a whole or not at all.</summary>
    private static void Write(string path, Action<Stream> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            WholeFile.Write(path, write);
            Console.WriteLine(path);
        }
        catch (NotSupportedException exception)
        {
            throw new ProjectException($"'{path}' cannot be written: {exception.Message}");
        }
    }
}
