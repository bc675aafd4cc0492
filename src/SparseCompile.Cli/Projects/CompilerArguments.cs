using System.Diagnostics;
using System.Text.Json;

namespace SparseCompile.Cli.Projects;

/// <summary>Asks MSBuild for the C# compiler's command line of a project: sources, references, weight files and their names, all as the build has them.</summary>
internal static class CompilerArguments
{
    /// <summary>The arguments, one by one.</summary>
    /// <param name="project">Path of a project file.</param>
    /// <exception cref="ProjectException">The project cannot be evaluated.</exception>
    public static string[] Of(string project)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Everything up to the compiler is run, the compiler is not; the file that does not exist keeps MSBuild from taking the project for up to date.
        string[] arguments =
        [
            "msbuild", project, "-nologo", "-restore", "-t:Compile", "-p:Configuration=Release", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true",
            "-p:NonExistentFile=__NonExistent__", "-getItem:CscCommandLineArgs",
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new ProjectException("'dotnet' could not be started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            string[] lines = [.. (output + errors.Result).Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error", StringComparison.Ordinal))];
            throw new ProjectException($"'{project}' cannot be evaluated: {lines.FirstOrDefault() ?? $"MSBuild ended with {process.ExitCode}"}");
        }

        return Parse(output) is { Length: > 0 } found ? found : throw new ProjectException($"'{project}' does not compile any C#.");
    }

    private static string[] Parse(string output)
    {
        // Messages of a restore may come first.
        int begin = output.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0)
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(output[begin..]);
        return [.. document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
