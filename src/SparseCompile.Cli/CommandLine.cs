using System.CommandLine;
using System.CommandLine.Invocation;
using SparseCompile.Cli.Benchmarking;
using SparseCompile.Cli.Conversion;
using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Hardware;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Pruning;
using SparseCompile.Cli.Scaffolding;
using SparseCompile.Cli.Traces;
using SparseCompile.Cli.Tuning;
using SparseCompile.Cli.Verification;

namespace SparseCompile.Cli;

/// <summary>The verbs, and how a command line is carried out.</summary>
internal static class CommandLine
{
    /// <summary>Made once: options that several verbs share would be given their rules again.</summary>
    private static readonly Lazy<RootCommand> s_root = new(CreateRoot);

    private static RootCommand CreateRoot()
    {
        RootCommand root = new("Command-line tool of SparseCompile, a sparse neural-network compiler that runs inside the C# build.");
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(ScaffoldCommand.Create());
        root.Subcommands.Add(ConvertCommand.Create());
        root.Subcommands.Add(PruneCommand.Create());
        root.Subcommands.Add(EstimateCommand.Create());
        root.Subcommands.Add(TuneCommand.Create());
        root.Subcommands.Add(TraceCommand.Create());
        root.Subcommands.Add(HardwareCommand.Create());
        return root;
    }

    /// <summary>Carries a command line out.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="output">Takes results; null for the console.</param>
    /// <param name="errors">Takes errors; null for the console.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? errors = null)
    {
        RootCommand root = s_root.Value;
        ParseResult result = root.Parse(arguments);
        if (result.Action is ParseErrorAction error)
        {
            // One line, unless even the verb is missing.
            error.ShowTypoCorrections = false;
            error.ShowHelp = result.CommandResult.Command == root;
        }

        return result.Invoke(new InvocationConfiguration { Output = output ?? Console.Out, Error = errors ?? Console.Error });
    }
}
