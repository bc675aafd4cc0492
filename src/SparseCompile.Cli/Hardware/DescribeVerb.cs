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
        """;

    private static readonly Option<bool> s_program = new("--program") { Description = "List every word of every lane, whatever the size." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("describe", Description);
        HardwareOptions project = new(command, BuiltInTargets.Default.Name);
        command.Options.Add(s_program);
        command.SetAction(result => project.Run(result, jobs => Describe(jobs, result.GetValue(s_program))));
        return command;
    }

    private static int Describe(IReadOnlyList<HardwareJob> jobs, bool listsPrograms)
    {
        DescriptionLimits limits = listsPrograms ? DescriptionLimits.None : DescriptionLimits.Named;
        int left = jobs.Sum(job => job.Targets.Count);
        bool isList = left > 1;
        Console.Write(isList ? "[\n" : "");
        foreach (HardwareJob job in jobs)
        {
            foreach (HardwareTarget target in job.Targets)
            {
                Console.Write(HardwareDescriber.Describe(job.Source, target, limits).TrimEnd('\n') + (--left > 0 ? ",\n" : "\n"));
            }
        }

        Console.Write(isList ? "]\n" : "");
        return 0;
    }
}
