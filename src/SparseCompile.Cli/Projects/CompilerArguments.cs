using System.Text.Json;

namespace SparseCompile.Cli.Projects;

/// <summary>Asks MSBuild for the C# compiler's command line of a project: sources, references, weight files and their names, all as the build has them.</summary>
internal static class CompilerArguments
{
    /// <summary>The arguments, one by one.</summary>
    /// <param name="project">Path of a project file.</param>
    /// <param name="framework">The target framework to take of several; null for the newest that the library supports.</param>
    /// <exception cref="ProjectException">The project cannot be evaluated.</exception>
    public static string[] Of(string project, string? framework)
    {
        // Restored for all frameworks, as a build would: a property on this command line would restore for one of them alone.
        using JsonDocument properties = Query(project, "-t:Restore", "-getProperty:TargetFramework", "-getProperty:TargetFrameworks");
        JsonElement values = properties.RootElement.GetProperty("Properties");
        string? chosen = TargetFrameworks.Choose(
            project, values.GetProperty("TargetFramework").GetString()!, values.GetProperty("TargetFrameworks").GetString()!, framework);

        // Everything up to the compiler is run, the compiler is not; the file that does not exist keeps MSBuild from taking the project for up to date.
        string[] one = chosen is null ? [] : ["-p:TargetFramework=" + chosen];
        using JsonDocument items = Query(
            project,
            ["-t:Compile", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-p:NonExistentFile=__NonExistent__", "-getItem:CscCommandLineArgs", .. one]);
        string[] arguments = [.. items.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
        return arguments.Length > 0 ? arguments : throw new ProjectException($"'{project}' does not compile any C#.");
    }

    private static JsonDocument Query(string project, params string[] arguments)
    {
        (int exitCode, string output) = DotNet.Run(Path.GetDirectoryName(project)!, ["msbuild", project, "-nologo", "-p:Configuration=Release", .. arguments]);

        // Messages may come first.
        int begin = output.IndexOf('{', StringComparison.Ordinal);
        if (exitCode != 0 || begin < 0)
        {
            string? error = output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal));
            throw new ProjectException($"'{project}' cannot be evaluated: {error ?? $"MSBuild ended with {exitCode}"}");
        }

        return JsonDocument.Parse(output[begin..(output.LastIndexOf('}') + 1)]);
    }
}
