using System.CommandLine;
using SparseCompile.Cli.Tuning;

RootCommand root = new("The command line of SparseCompile, the sparse neural-network compiler inside the C# build.");
root.Subcommands.Add(TuneCommand.Create());
return root.Parse(args).Invoke();
