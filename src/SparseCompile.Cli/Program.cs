return SparseCompile.Cli.CommandLine.Invoke(args);
