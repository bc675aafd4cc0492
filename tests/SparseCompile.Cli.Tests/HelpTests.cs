using System.CommandLine;
using SparseCompile.Cli.Common;
using SparseCompile.Cli.Tests.Support;
using SparseCompile.Testing;

namespace SparseCompile.Cli.Tests;

/// <summary>Every verb explains itself, and takes what every verb takes: one that is added is among them.</summary>
public sealed class HelpTests
{
    /// <summary>The verbs of the command line, those of <c>hw</c> too.</summary>
    public static TheoryData<string> Verbs => [.. CommandLine.Verbs.Select(Verb.Words)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_has_examples_exit_codes_and_json(string verb)
    {
        string help = Sparsec.Run([.. verb.Split(' '), "--help"]).ShouldSucceed();

        help.ShouldContain("Examples:");
        help.ShouldContain($"sparsec {verb}");
        help.ShouldContain("Exit codes: 0 ");
        help.ShouldContain("--json");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_option_and_argument_is_described(string verb)
    {
        Command command = Find(verb);

        command.Description.ShouldNotBeNullOrWhiteSpace();
        command.Options.ShouldAllBe(option => !string.IsNullOrWhiteSpace(option.Description));
        command.Arguments.ShouldAllBe(argument => !string.IsNullOrWhiteSpace(argument.Description));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_unknown_option_is_one_line(string verb) => Sparsec.Run([.. verb.Split(' '), "--nope"]).ShouldFailInOneLine().ShouldContain("--nope");

    /// <summary>What the scripts of <c>completion</c>, and that of <c>dotnet-suggest</c>, ask for.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public void Shells_are_offered_the_verb_and_all_of_its_options(string verb)
    {
        string start = verb[..^1];
        Sparsec.Run($"[suggest:{start.Length}]", start).ShouldSucceed().Split('\n').ShouldContain(verb.Split(' ')[^1]);

        string line = verb + " --";
        string[] offered = Sparsec.Run($"[suggest:{line.Length}]", line).ShouldSucceed().Split('\n');
        Find(verb).Options.Where(option => !option.Hidden).ShouldAllBe(option => offered.Contains(option.Name));
    }

    [Theory]
    [InlineData("inspekt", "expected one of inspect, bench,")]
    [InlineData("hw nope", "expected one of describe, compare,")]
    [InlineData("bench --rounds few", "Cannot parse argument 'few' for option '--rounds'; expected a whole number.")]
    [InlineData("prune w.npz --density half", "Cannot parse argument 'half' for option '--density'; expected a number.")]
    public void A_mistake_is_one_line(string line, string expected) => Sparsec.Run(line.Split(' ')).ShouldFailInOneLine().ShouldContain(expected);

    [Fact]
    public void The_page_lists_every_verb()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "inspect.md"));

        CommandLine.Verbs.Select(verb => Verb.Words(verb).Split(' ')[0]).Distinct().Where(verb => !page.Contains($"`{verb}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static Command Find(string verb) => CommandLine.Verbs.Single(command => Verb.Words(command) == verb);
}
