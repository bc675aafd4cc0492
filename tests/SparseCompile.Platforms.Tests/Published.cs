using System.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Platforms.Tests;

/// <summary>Publishes a project of these tests, and runs the result.</summary>
internal static class Published
{
    // What `dotnet test` sets for its own children would send the command elsewhere.
    private static readonly string[] s_inherited = ["MSBUILD", "VSTEST", "TESTINGPLATFORM"];

    // One after the other, and away from the artifacts that other builds of the solution are reading.
    private static readonly Lock s_gate = new();
    private static readonly string s_artifacts = Path.Combine(Repository.Root, "artifacts", "platforms", "x64");

    /// <summary>Publishes.</summary>
    /// <param name="project">Its folder in <c>tests</c>.</param>
    /// <param name="name">A folder for the result.</param>
    /// <param name="arguments">More arguments of <c>dotnet publish</c>.</param>
    /// <returns>The folder.</returns>
    public static string Folder(string project, string name, params string[] arguments)
    {
        lock (s_gate)
        {
            string folder = Path.Combine(s_artifacts, name);
            string[] all =
            [
                "publish", Path.Combine(Repository.Root, "tests", project), "-c", "Release", "-p:ArtifactsPath=" + s_artifacts,
                "-p:UseSharedCompilation=false", "-o", folder,
                .. arguments,
            ];
            (int exitCode, string output) = Start("dotnet", Repository.Root, all);
            exitCode.ShouldBe(0, output);
            return folder;
        }
    }

    /// <summary>Runs a program that prints a name and a value a line.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Dictionary<string, string> Run(string program, string folder, params string[] arguments)
    {
        (int exitCode, string output) = Start(program, folder, arguments);
        exitCode.ShouldBe(0, output);
        return output.Split('\n').Select(line => line.Trim().Split(' ', 2)).Where(words => words.Length == 2)
            .ToDictionary(words => words[0], words => words[1]);
    }

    private static (int ExitCode, string Output) Start(string program, string folder, string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] names = [.. start.Environment.Keys];
        foreach (string name in names.Where(name => s_inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))))
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
