using System.CommandLine;
using SparseCompile.Cli.Tuning;

RootCommand root = new("Command-line tool of SparseCompile, a sparse neural-network compiler that runs inside the C# build.");
root.Subcommands.Add(TuneCommand.Create());
return root.Parse(args).Invoke();
