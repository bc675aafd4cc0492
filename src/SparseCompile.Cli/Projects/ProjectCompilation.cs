using System.Text;

namespace SparseCompile.Cli.Projects;

/// <summary>Compiles a project's C# with the SDK's compiler and all of the project's generators, and keeps nothing.</summary>
internal static class ProjectCompilation
{
    // What the build writes beside the assembly is the build's.
    private static readonly string[] s_outputs = ["/out:", "/refout:", "/doc:", "/pdb:", "/generatedfilesout:", "/errorlog:", "/warnaserror", "/noconfig", "/shared"];

    // What is to be made again may be out of date, also where the project makes an error of that.
    private static readonly string[] s_tuningRules = ["SPARSE0027", "SPARSE0028"];

    /// <summary>Checks that there is no error.</summary>
    /// <param name="project">Path of the project file.</param>
    /// <param name="arguments">The compiler's arguments.</param>
    /// <exception cref="ProjectException">There is an error.</exception>
    public static void Check(string project, string[] arguments)
    {
        string folder = Path.GetDirectoryName(project)!;
        string temporary = Directory.CreateTempSubdirectory("sparsec").FullName;
        try
        {
            string response = Path.Combine(temporary, "compile.rsp");
            string[] kept = [.. arguments.Where(argument => !s_outputs.Any(output => argument.StartsWith(output, StringComparison.OrdinalIgnoreCase)))];
            string[] lines = [.. kept, "/warnaserror-", "/out:" + Path.Combine(temporary, "project.dll")];
            File.WriteAllLines(response, lines.Select(Quoted), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            (int exitCode, string output) = DotNet.Run(folder, [Compiler(folder), "/noconfig", "@" + response]);
            string[] errors =
            [
                .. output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("error ", StringComparison.Ordinal))
                    .Where(line => !s_tuningRules.Any(rule => line.Contains($"error {rule}:", StringComparison.Ordinal))),
            ];
            if (exitCode != 0 && (errors.Length > 0 || !output.Contains("error ", StringComparison.Ordinal)))
            {
                string first = errors.FirstOrDefault() ?? $"the C# compiler ended with {exitCode}";
                throw new ProjectException($"'{project}' does not compile ({errors.Length} errors): {first}");
            }
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    // The command line of a build has quotes around paths only; a response file is split at spaces.
    private static string Quoted(string argument) => argument.Contains('"', StringComparison.Ordinal) ? argument : $"\"{argument}\"";

    private static string Compiler(string folder)
    {
        (int exitCode, string output) = DotNet.Run(folder, ["--version"]);
        (int listed, string sdks) = DotNet.Run(folder, ["--list-sdks"]);
        string version = output.Trim();
        string? line = sdks.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.StartsWith(version + " [", StringComparison.Ordinal));
        return exitCode == 0 && listed == 0 && line is not null
            ? Path.Combine(line[(version.Length + 2)..^1], version, "Roslyn", "bincore", "csc.dll")
            : throw new ProjectException($"The .NET SDK of '{folder}' was not found: {version}");
    }
}
