using System.CommandLine;
using SparseCompile.Cli.Hardware.Rtl;

namespace SparseCompile.Cli.Hardware;

/// <summary>The command <c>hw</c>: describes, compares and simulates the accelerators that a project's networks could run on.</summary>
internal static class HardwareCommand
{
    private const string Description =
        """
        Describes, compares and simulates a project's networks on modeled accelerators.

        Examples:
          sparsec hw compare samples/KeywordSpotting --model RandomWinners
          sparsec hw simulate . --target streamed-csr,complementary/sparse-sparse
          sparsec hw describe . --target my-chip > description.json
          sparsec hw published

        Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model or a check did not pass.
        """;

    /// <summary>The command with its verbs, a file each.</summary>
    public static Command Create()
    {
        Command command = new("hw", Description);
        command.Subcommands.Add(DescribeVerb.Create());
        command.Subcommands.Add(CompareVerb.Create());
        command.Subcommands.Add(SimulateVerb.Create());
        command.Subcommands.Add(VerilogVerb.Create());
        command.Subcommands.Add(ExportVerb.Create());
        command.Subcommands.Add(PublishedVerb.Create());
        return command;
    }
}
