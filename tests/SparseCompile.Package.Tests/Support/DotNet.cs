using System.Collections;
using System.Diagnostics;
using System.Text;

namespace SparseCompile.Package.Tests.Support;

/// <summary>Runs <c>dotnet</c> as a user would: nothing of the build that runs these tests reaches it.</summary>
public static class DotNet
{
    // Set by `dotnet test` for its own children, they would send the command to another SDK, or to the wrong project.
    private static readonly string[] Inherited = ["MSBUILD", "VSTEST", "TESTINGPLATFORM", "NUGET_PACKAGES", "COVERLET"];

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="arguments">The command.</param>
    public static DotNetResult Run(string folder, IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, environment, arguments);

    /// <summary>Runs another program in the same way.</summary>
    public static DotNetResult Start(string program, string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => (string)entry.Key))
        {
            if (Inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                start.Environment.Remove(name);
            }
        }

        // No process may outlive the command: it would hold files of the folder that is deleted afterwards.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        StringBuilder output = new();
        Lock gate = new();
        DataReceivedEventHandler append = (_, line) =>
        {
            lock (gate)
            {
                output.Append(line.Data).Append('\n');
            }
        };
        process.OutputDataReceived += append;
        process.ErrorDataReceived += append;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return new DotNetResult(process.ExitCode, output.ToString());
    }
}
