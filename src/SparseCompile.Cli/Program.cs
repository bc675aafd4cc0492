using SparseCompile.Cli;

return TimingProcess.IsNeeded(args) ? TimingProcess.Run(args) : CommandLine.Invoke(args);
