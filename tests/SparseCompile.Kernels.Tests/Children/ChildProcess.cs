using System.Diagnostics;
using System.Runtime.InteropServices;
using SparseCompile.Kernels.Tests.Graphs;
using SparseCompile.Kernels.Tests.Images;
using SparseCompile.Kernels.Tests.Models;
using SparseCompile.Kernels.Tests.Tensors;

namespace SparseCompile.Kernels.Tests.Children;

/// <summary>Starts this assembly again with other settings of the runtime.</summary>
internal static class ChildProcess
{
    private const string FolderVariable = "SPARSECOMPILE_KERNEL_TESTS_FOLDER";

    /// <summary>Whether this process is a child.</summary>
    public static bool IsChild { get; } = Environment.GetEnvironmentVariable(FolderVariable) is not null;

    /// <summary>The folder in which the parent keeps the compiled models.</summary>
    /// <remarks>Beside the tests, and overwritten by the next run: test hosts are often ended before they could delete a temporary folder.</remarks>
    public static string Folder { get; } = Environment.GetEnvironmentVariable(FolderVariable) ?? AppContext.BaseDirectory;

    /// <summary>Runs a command of <see cref="Program"/> on the parent's models.</summary>
    /// <param name="command">The command.</param>
    /// <param name="settings">Environment variables.</param>
    /// <returns>What it wrote, its errors last.</returns>
    public static (int ExitCode, string Output) Run(string command, params (string Name, string Value)[] settings)
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Run([Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), typeof(Program).Assembly.Location, command], settings);
    }

    /// <summary>Runs any command line that ends in a command of <see cref="Program"/>.</summary>
    /// <param name="commandLine">Program and arguments.</param>
    /// <param name="settings">Environment variables.</param>
    /// <returns>What it wrote, its errors last.</returns>
    public static (int ExitCode, string Output) Run(IReadOnlyList<string> commandLine, params (string Name, string Value)[] settings)
    {
        IsChild.ShouldBeFalse("A child process starts no children.");
        ModelFleet.Instance.Models.ShouldNotBeEmpty();
        GraphFleet.Models.ShouldNotBeEmpty();
        ImageFleet.Models.ShouldNotBeEmpty();
        TensorFleet.Code.ShouldNotBeNull();
        return Start(commandLine, Folder, settings);
    }

    /// <summary>Starts a program that needs no models, and waits for its end.</summary>
    /// <param name="commandLine">Program and arguments.</param>
    /// <param name="folder">The folder of the compiled models.</param>
    /// <param name="settings">Environment variables.</param>
    /// <returns>What it wrote, its errors last.</returns>
    public static (int ExitCode, string Output) Start(IReadOnlyList<string> commandLine, string folder, params (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new(commandLine[0], commandLine.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };

        // What the parent was started with (a debugger, a profiler, a test host) is none of the child's business.
        foreach (string name in start.Environment.Keys.Where(IsInherited).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment[FolderVariable] = folder;
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

    private static bool IsInherited(string name) =>
        (name.StartsWith("DOTNET_", StringComparison.Ordinal) && name != "DOTNET_ROOT")
        || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.Ordinal);
}
