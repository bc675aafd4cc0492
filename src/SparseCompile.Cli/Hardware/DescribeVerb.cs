using System.CommandLine;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Cli.Hardware;

/// <summary>The verb <c>describe</c>: prints descriptions as JSON.</summary>
internal static class DescribeVerb
{
    private const string Description =
        """
        Prints the hardware description of each model on each target: one JSON document, or several in an array.

        Examples:
          sparsec hw describe . --model Spotter --target streamed-csr
          sparsec hw describe . --program > full.json      every word of every lane, as the simulator takes it

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.
        """;

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON, which it always does." };

    private static readonly Option<bool> s_program = new("--program") { Description = "List every word of every lane, whatever the size." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("describe", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_program);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, jobs => Describe(jobs, result.GetValue(s_program))));
        return command;
    }

    private static int Describe(IReadOnlyList<HardwareJob> jobs, bool listsPrograms)
    {
        DescriptionLimits limits = listsPrograms ? DescriptionLimits.None : DescriptionLimits.Named;
        List<string> documents = [];
        foreach (HardwareJob job in jobs)
        {
            documents.AddRange(Screen.WithProgress(job.Name, report => job.Targets.Select((target, i) =>
            {
                string document = HardwareDescriber.Describe(job.Source, target, limits).TrimEnd('\n');
                report(i + 1, job.Targets.Count);
                return document;
            }).ToArray()));
        }

        Console.Write(documents.Count == 1 ? documents[0] + "\n" : $"[\n{string.Join(",\n", documents)}\n]\n");
        return 0;
    }
}
