using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

public sealed partial class RuleDocumentationTests
{
    [Fact]
    public void Ids_go_up() =>
        Rules.All.Select(rule => rule.Id).ShouldBe(Rules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Roslyns_descriptors_are_the_compilers_rules()
    {
        DiagnosticDescriptor[] descriptors = Descriptors();

        descriptors.Select(descriptor => (descriptor.Id, descriptor.Title.ToString(), descriptor.MessageFormat.ToString(), descriptor.DefaultSeverity.ToString()))
            .ShouldBe(Rules.All.Select(rule => (rule.Id, rule.Title, rule.Message, rule.Severity.ToString())));
    }

    [Fact]
    public void Every_link_leads_to_the_page_in_the_repository_that_one_property_names()
    {
        string props = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Build.props"));
        string repository = RepositoryUrl().Match(props).Groups[1].Value;

        Uri.TryCreate(repository, UriKind.Absolute, out _).ShouldBeTrue(repository);
        foreach (DiagnosticDescriptor descriptor in Descriptors())
        {
            descriptor.HelpLinkUri.ShouldBe($"{repository}/blob/main/docs/diagnostics/{descriptor.Id}.md");
            descriptor.Description.ToString(CultureInfo.InvariantCulture).ShouldContain($" docs/diagnostics/{descriptor.Id}.md of the SparseCompile package");
        }
    }

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        string folder = Path.Combine(Repository.Root, "docs", "diagnostics");

        foreach (Rule rule in Rules.All)
        {
            string[] lines = File.ReadAllLines(Path.Combine(folder, rule.Id + ".md"));
            lines[0].ShouldBe($"# {rule.Id}: {rule.Title}");
            lines[2].ShouldBe(rule.Severity + ".");
            lines.ShouldContain("## Example");
            lines.ShouldContain("## What to do");
        }

        Directory.GetFiles(folder).Select(path => Path.GetFileNameWithoutExtension(path)!).Order().ShouldBe(Rules.All.Select(rule => rule.Id).Concat(BuildCodes()).Order());
    }

    [Fact]
    public void What_the_build_files_report_has_a_page()
    {
        foreach (string code in BuildCodes())
        {
            string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "diagnostics", code + ".md"));
            lines[0].ShouldStartWith($"# {code}: ");
            lines.ShouldContain("Warning, from the build.");
            lines.ShouldContain("## What to do");
        }
    }

    [Fact]
    public void Release_tracking_knows_every_rule()
    {
        string folder = Path.Combine(Repository.Root, "generator", "SparseCompile.Generator");
        string tracked = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md")) + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));

        Row().Matches(tracked).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim()))
            .ShouldBe(Rules.All.Select(rule => (rule.Id, rule.Severity.ToString(), rule.Title)));
    }

    [Fact]
    public void Every_rule_has_a_snapshot_of_what_it_says()
    {
        string folder = Path.Combine(Repository.Root, "tests", "SparseCompile.Generator.Tests", "Diagnostics");
        string all = string.Concat(Directory.GetFiles(folder, "*.verified.txt").Select(File.ReadAllText));

        // An error of the compiler itself is provoked below the generator, where it has no id; the figures of a dense layer change with the cost table.
        Rule[] others = [Rules.CompilerFailure, Rules.TooDense];
        Rules.All.Where(rule => !others.Contains(rule) && !all.Contains(rule.Id, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string[] BuildCodes() =>
        [.. Code().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src", "SparseCompile", "build", "SparseCompile.targets"))).Select(match => match.Groups[1].Value)];

    private static DiagnosticDescriptor[] Descriptors()
    {
        Type type = typeof(SparseCompileGenerator).Assembly.GetType("SparseCompile.Generator.Pipeline.DiagnosticDescriptors", throwOnError: true)!;
        return [.. (IReadOnlyList<DiagnosticDescriptor>)type.GetField("All", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!];
    }

    [GeneratedRegex("<RepositoryUrl>(.+)</RepositoryUrl>")]
    private static partial Regex RepositoryUrl();

    [GeneratedRegex(@"^(SPARSE\d{4}) \| SparseCompile \| (\w+) \| (.+)$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("Code=\"(SPARSE\\d{4})\"")]
    private static partial Regex Code();
}
