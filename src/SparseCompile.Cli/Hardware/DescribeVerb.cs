using System.CommandLine;
using System.Text;
using SparseCompile.Cli.Common;
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

    private static readonly Option<bool> s_program = new("--program") { Description = "List every word of every lane, whatever the size." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print JSON: this verb prints nothing else." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("describe", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_program);
        command.Options.Add(s_json);
        command.SetAction(result => project.Run(result, (console, jobs) => Describe(console, jobs, result.GetValue(s_program))));
        return command;
    }

    private static int Describe(ToolConsole console, IReadOnlyList<HardwareJob> jobs, bool listsPrograms)
    {
        DescriptionLimits limits = listsPrograms ? DescriptionLimits.None : DescriptionLimits.Named;
        int left = jobs.Sum(job => job.Targets.Count);
        bool isList = left > 1;
        StringBuilder text = new(isList ? "[\n" : "");
        foreach (HardwareJob job in jobs)
        {
            foreach (HardwareTarget target in job.Targets)
            {
                string description = console.Progress($"Describing {job.Name} on {target.Name}", _ => HardwareDescriber.Describe(job.Source, target, limits));
                text.Append(description.TrimEnd('\n')).Append(--left > 0 ? ",\n" : "\n");
            }
        }

        console.Out.Write(text.Append(isList ? "]\n" : "").ToString());
        return Verb.Success;
    }
}
