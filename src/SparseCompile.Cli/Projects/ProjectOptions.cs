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
        Verb.RejectUnknownOptions(_project);
        RejectOptionsAsValueOf(_model);
        RejectOptionsAsValueOf(_framework);
    }

    /// <summary>Else the parser takes an unknown option for the value of the option before it, or for the project.</summary>
    public void RejectOptionsAsValueOf(Option option) => Verb.RejectUnknownOptions(option);

    /// <summary>Reads the project and passes its models to <paramref name="action"/>, which returns the exit code.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="action">Takes the models.</param>
    /// <param name="isCompiled">The project has to compile as a whole.</param>
    /// <returns>1, and a line on the error stream, if the project or a model has an error; 2 if it has no such model.</returns>
    public int Run(ParseResult arguments, Func<IReadOnlyList<BoundDeclaration>, int> action, bool isCompiled = false) => Run(arguments, (models, _) => action(models), isCompiled);

    /// <summary>The same for an action that also takes the C# compiler's arguments.</summary>
    public int Run(ParseResult arguments, Func<IReadOnlyList<BoundDeclaration>, CSharpCommandLineArguments, int> action, bool isCompiled = false)
    {
        try
        {
            string filter = arguments.GetValue(_model) ?? "";
            string project = ProjectFile.Find(arguments.GetValue(_project)!);
            string[] compiler = CompilerArguments.Of(project, arguments.GetValue(_framework));
            BoundDeclaration[] models = [.. ProjectModels.Read(project, compiler).Where(model => model.Declaration.FullName.Contains(filter, StringComparison.Ordinal))];
            if (models.Length > 0)
            {
                if (isCompiled)
                {
                    ProjectCompilation.Check(project, compiler);
                }

                return action(models, CSharpCommandLineParser.Default.Parse(compiler, Path.GetDirectoryName(project), sdkDirectory: null));
            }

            Console.Error.WriteLine($"'{project}' has no model{(filter.Length == 0 ? "" : $" whose name contains '{filter}'")}.");
            return 2;
        }
        catch (Exception exception) when (exception is ProjectException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
