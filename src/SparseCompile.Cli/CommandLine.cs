using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using SparseCompile.Cli.Benchmarking;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Completions;
using SparseCompile.Cli.Conversion;
using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Hardware;
using SparseCompile.Cli.Inspection;
using SparseCompile.Cli.Pruning;
using SparseCompile.Cli.Scaffolding;
using SparseCompile.Cli.Traces;
using SparseCompile.Cli.Tuning;
using SparseCompile.Cli.Verification;

namespace SparseCompile.Cli;

/// <summary>The verbs, and how a command line is carried out.</summary>
internal static partial class CommandLine
{
    /// <summary>Made once: options that several verbs share would be given their rules again.</summary>
    private static readonly Lazy<RootCommand> s_root = new(CreateRoot);

    /// <summary>All verbs, those of <c>hw</c> too.</summary>
    public static IEnumerable<Command> Verbs => Verb.Below(s_root.Value);

    private static RootCommand CreateRoot()
    {
        RootCommand root = new("Command-line tool of SparseCompile, a sparse neural-network compiler that runs inside the C# build.");
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(BenchCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(ScaffoldCommand.Create());
        root.Subcommands.Add(ConvertCommand.Create());
        root.Subcommands.Add(PruneCommand.Create());
        root.Subcommands.Add(EstimateCommand.Create());
        root.Subcommands.Add(TuneCommand.Create());
        root.Subcommands.Add(TraceCommand.Create());
        root.Subcommands.Add(HardwareCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        foreach (Command verb in Verb.Below(root))
        {
            Verb.RejectUnknownOptions(verb);
        }

        return root;
    }

    /// <summary>Carries a command line out.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="output">Takes results; null for the console.</param>
    /// <param name="errors">Takes errors; null for the console.</param>
    /// <returns>The exit code.</returns>
    public static int Invoke(IReadOnlyList<string> arguments, TextWriter? output = null, TextWriter? errors = null)
    {
        RootCommand root = s_root.Value;
        ParseResult result = root.Parse(arguments);
        if (result.Action is ParseErrorAction && Mistake(result) is { } mistake)
        {
            (errors ?? Console.Error).WriteLine(mistake);
            return Verb.InvalidInput;
        }

        return result.Invoke(new InvocationConfiguration { Output = output ?? Console.Out, Error = errors ?? Console.Error });
    }

    /// <summary>What is wrong with a command line, in one line: the first mistake is often the reason for the others. Null where even the verb is missing: help is shown then.</summary>
    private static string? Mistake(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        return Verb.IsVerb(command) ? ExpectedType().Replace(Unknown(result) ?? result.Errors[0].Message, static type => type.Groups[1].Value == "Int32" ? "; expected a whole number" : "; expected a number")
            : result.UnmatchedTokens is [var word, ..] ? $"Unknown verb '{word}'; expected one of {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}."
            : null;
    }

    /// <summary>An option that the verb does not have: it is often a misspelled one that is then said to be required.</summary>
    private static string? Unknown(ParseResult result) => result.Errors.Select(error => error.Message).FirstOrDefault(Verb.IsUnknownOption)
        ?? (result.UnmatchedTokens.FirstOrDefault(word => word.StartsWith('-')) is { } option ? Verb.UnknownOption(option, Verb.Words(result.CommandResult.Command)) : null);

    /// <summary>How the parser names the type of a value, be it optional or a list.</summary>
    [GeneratedRegex(@" as expected type '[^']*System\.(Int32|Double)[^']*'")]
    private static partial Regex ExpectedType();
}
