using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Cli.Common;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Projects;

/// <summary>The arguments by which every verb that reads a project names it and its models.</summary>
internal sealed class ProjectOptions
{
    private readonly Argument<string> _project = new("project")
    {
        Description = "The project file, or a directory that contains exactly one.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string?> _model = new("--model") { Description = "Only the models whose full name contains this text (case-sensitive)." };

    private readonly Option<string?> _framework = new("--framework", "-f")
    {
        Description = "The target framework to compile for, of a project with several. Default: the newest.",
    };

    /// <summary>Adds the arguments to a verb.</summary>
    public ProjectOptions(Command command)
    {
        command.Arguments.Add(_project);
        command.Options.Add(_model);
        command.Options.Add(_framework);
    }

    /// <summary>Reads the project and passes its models to <paramref name="action"/>, which returns the exit code.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="action">Takes the models.</param>
    /// <param name="isCompiled">The project has to compile as a whole.</param>
    /// <returns>1, and a line on the error stream, if the project or a model has an error; 2 if it has no such model.</returns>
    public int Run(ParseResult arguments, Func<ToolConsole, IReadOnlyList<BoundDeclaration>, int> action, bool isCompiled = false) =>
        Run(arguments, (console, models, _) => action(console, models), isCompiled);

    /// <summary>The same for an action that also takes the C# compiler's arguments.</summary>
    public int Run(ParseResult arguments, Func<ToolConsole, IReadOnlyList<BoundDeclaration>, CSharpCommandLineArguments, int> action, bool isCompiled = false) => Verb.Run(arguments, console =>
    {
        string filter = arguments.GetValue(_model) ?? "";
        string project = ProjectFile.Find(arguments.GetValue(_project)!);
        (string[] compiler, BoundDeclaration[] models) = console.Progress($"Reading {Path.GetFileName(project)}", _ => Read(project, arguments.GetValue(_framework), filter, isCompiled));
        if (models.Length > 0)
        {
            return action(console, models, CSharpCommandLineParser.Default.Parse(compiler, Path.GetDirectoryName(project), sdkDirectory: null));
        }

        console.Error.WriteLine($"'{project}' has no model{(filter.Length == 0 ? "" : $" whose name contains '{filter}'")}.");
        return Verb.NothingToDo;
    });

    private static (string[] Compiler, BoundDeclaration[] Models) Read(string project, string? framework, string filter, bool isCompiled)
    {
        string[] compiler = CompilerArguments.Of(project, framework);
        BoundDeclaration[] models = [.. ProjectModels.Read(project, compiler).Where(model => model.Declaration.FullName.Contains(filter, StringComparison.Ordinal))];
        if (isCompiled && models.Length > 0)
        {
            ProjectCompilation.Check(project, compiler);
        }

        return (compiler, models);
    }
}
