using System.Diagnostics;
using System.Runtime.InteropServices;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Models;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>Starts this assembly again with other settings of the runtime.</summary>
internal static class ChildProcess
{
    private const string FolderVariable = "SPARSECOMPILE_KERNEL_TESTS_FOLDER";

    /// <summary>Where the parent has put the compiled models; null in the parent.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable);

    /// <summary>Runs a command of <see cref="Program"/> on the parent's models.</summary>
    /// <param name="command">The command.</param>
    /// <param name="settings">Environment variables.</param>
    /// <returns>What it wrote, its errors last.</returns>
    public static (int ExitCode, string Output) Run(string command, params (string Name, string Value)[] settings)
    {
        Folder.ShouldBeNull("A child process starts no children.");
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        ProcessStartInfo start = new(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [typeof(Program).Assembly.Location, command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the parent was started with (a debugger, a profiler, a test host) is none of the child's business.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal) && name != "DOTNET_ROOT").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[FolderVariable] = ModelFleet.Instance.Folder;
        GraphFleet.Models.ShouldNotBeEmpty();
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
