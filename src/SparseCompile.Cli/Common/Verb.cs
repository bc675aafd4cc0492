using System.CommandLine;
using System.CommandLine.Parsing;
using SparseCompile.Cli.Projects;

namespace SparseCompile.Cli.Common;

/// <summary>What all verbs have in common: exit codes, errors in one line, examples below the help.</summary>
internal static class Verb
{
    private const string Unknown = "Unknown option";

    private static readonly HashSet<Symbol> s_checked = [];

    /// <summary>Success.</summary>
    public const int Success = 0;

    /// <summary>Invalid input; one line on the error stream says which.</summary>
    public const int InvalidInput = 1;

    /// <summary>Nothing to do, or a check that did not pass.</summary>
    public const int NothingToDo = 2;

    /// <summary>Runs a verb; what is wrong with its input is one line on the error stream.</summary>
    /// <param name="result">The parsed command line.</param>
    /// <param name="action">The verb. Returns the exit code.</param>
    public static int Run(ParseResult result, Func<ToolConsole, int> action)
    {
        ToolConsole console = ToolConsole.Of(result);
        try
        {
            return action(console);
        }
        catch (Exception exception) when (exception is ProjectException or IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine(exception.Message.ReplaceLineEndings(" "));
            return InvalidInput;
        }
    }

    /// <summary>Whether a command is a verb, and not a group of some.</summary>
    public static bool IsVerb(Command command) => command.Subcommands.Count == 0;

    /// <summary>All verbs below a command, those in groups too.</summary>
    public static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(child => IsVerb(child) ? [child] : Below(child));

    /// <summary>The words that call a verb: <c>hw compare</c>.</summary>
    public static string Words(Command verb) => string.Join(' ', verb.Parents.OfType<Command>().Where(parent => parent is not RootCommand).Select(parent => parent.Name).Append(verb.Name));

    /// <summary>Refuses tokens that start with a dash and are no file: else the parser takes an unknown option for an argument, or for the value of the option before it.</summary>
    /// <param name="command">The verb, with all of its arguments and options.</param>
    public static void RejectUnknownOptions(Command command)
    {
        foreach (Argument argument in command.Arguments)
        {
            RejectUnknownOptions(argument);
        }

        foreach (Option option in command.Options)
        {
            RejectUnknownOptions(option);
        }
    }

    /// <summary>The same for one argument. Verbs share options: a rule that is added twice is reported twice.</summary>
    public static void RejectUnknownOptions(Argument argument)
    {
        if (s_checked.Add(argument))
        {
            argument.Validators.Add(Reject);
        }
    }

    /// <summary>The same for one option.</summary>
    public static void RejectUnknownOptions(Option option)
    {
        if (s_checked.Add(option))
        {
            option.Validators.Add(Reject);
        }
    }

    /// <summary>Refuses a token that starts with a dash, and is neither a file nor a number.</summary>
    private static void Reject(SymbolResult result)
    {
        string verb = result.Parent is CommandResult { Command: var command } ? Words(command) : "";
        if (result.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value.StartsWith('-') && !char.IsAsciiDigit(token.Value[1]) && !Path.Exists(token.Value)) is { } token)
        {
            result.AddError(UnknownOption(token.Value, verb));
        }
    }

    /// <summary>What is said of an option that a verb does not have.</summary>
    public static string UnknownOption(string option, string verb) => $"{Unknown} '{option}'; expected one of those that 'sparsec {verb} --help' lists.";

    /// <summary>Whether a message says that.</summary>
    public static bool IsUnknownOption(string message) => message.StartsWith(Unknown, StringComparison.Ordinal);
}
