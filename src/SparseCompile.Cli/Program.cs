using System.CommandLine;
using System.CommandLine.Invocation;
using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Hardware;
using SparseCompile.Cli.Pruning;
using SparseCompile.Cli.Traces;
using SparseCompile.Cli.Tuning;

RootCommand root = new("Command-line tool of SparseCompile, a sparse neural-network compiler that runs inside the C# build.");
root.Subcommands.Add(TuneCommand.Create());
root.Subcommands.Add(HardwareCommand.Create());
root.Subcommands.Add(TraceCommand.Create());
root.Subcommands.Add(EstimateCommand.Create());
root.Subcommands.Add(PruneCommand.Create());
ParseResult result = root.Parse(args);
if (result.Action is ParseErrorAction error)
{
    // One line, unless even the verb is missing.
    error.ShowTypoCorrections = false;
    error.ShowHelp = result.CommandResult.Command == root;
}

return result.Invoke();
