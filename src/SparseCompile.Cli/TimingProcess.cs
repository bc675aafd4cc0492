using System.Diagnostics;

namespace SparseCompile.Cli;

/// <summary>Runs verbs that measure in a process of their own, in which the run-time library is compiled once and for good, as in an application that has been running for a while.</summary>
/// <remarks>For the other verbs that would double the time to start: most of it is the C# compiler's own code.</remarks>
internal static class TimingProcess
{
    private const string Variable = "DOTNET_TC_QuickJit";
    private static readonly string[] s_verbs = ["tune", "bench"];

    /// <summary>Whether a command line is to be run in such a process, and this is none.</summary>
    public static bool IsNeeded(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && s_verbs.Contains(arguments[0]) && Environment.GetEnvironmentVariable(Variable) is null && Environment.ProcessPath is not null;

    /// <summary>Runs this program again.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        // Started by `dotnet`, the program's first argument is the assembly.
        string own = Environment.ProcessPath!;
        bool isHost = string.Equals(Path.GetFileNameWithoutExtension(own), "dotnet", StringComparison.OrdinalIgnoreCase);
        ProcessStartInfo start = new(own, isHost ? [typeof(TimingProcess).Assembly.Location, .. arguments] : arguments) { UseShellExecute = false };
        start.Environment[Variable] = "0";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
