using System.CommandLine;
using SparseCompile.Cli.Hardware.Rtl;

namespace SparseCompile.Cli.Hardware;

/// <summary>The command <c>hw</c>: describes, compares and simulates the accelerators that a project's networks could run on.</summary>
internal static class HardwareCommand
{
    /// <summary>The command with its verbs, a file each.</summary>
    public static Command Create()
    {
        Command command = new("hw", "Describes a project's networks on modeled accelerators. Exit codes: 0 for success, 1 for invalid input, 2 if the project has no such model.");
        command.Subcommands.Add(DescribeVerb.Create());
        command.Subcommands.Add(VerilogVerb.Create());
        return command;
    }
}
