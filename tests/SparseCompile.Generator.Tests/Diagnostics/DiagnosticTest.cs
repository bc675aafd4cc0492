using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator.Tests.Snapshots;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Diagnostics;

/// <summary>Provokes one diagnostic with real source and files, beside a model that nothing is wrong with.</summary>
public abstract class DiagnosticTest : GeneratorTest
{
    private const string Healthy =
        """


        [SparseModel("weights/healthy.npz")]
        [Linear("fc1"), Linear("fc2")]
        public static partial class Healthy;
        """;

    /// <summary>
    /// Checks that a source gives one diagnostic, of this rule, at this attribute; that its text is the verified one; that the faulty model gets no code but
    /// members that throw; and that the healthy model is compiled all the same.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="attribute">The text of the attribute the location must span.</param>
    /// <param name="source">A source without usings; what it declares must not start with Healthy.</param>
    /// <param name="files">Its weight files.</param>
    /// <param name="file">The test's file.</param>
    /// <param name="method">The test.</param>
    protected void Provoke(
        Rule rule, string attribute, string source, IReadOnlyList<WeightInput> files, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        GeneratorRun run = Check(rule, attribute, source, files);
        Snapshot.MatchText(DiagnosticText.Of(run.Diagnostics), file, method);
    }

    /// <summary>The same for one file.</summary>
    protected void Provoke(
        Rule rule, string attribute, string source, WeightInput weights, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Provoke(rule, attribute, source, [weights], file, method);

    /// <summary>The same without a snapshot, for variations of what has one.</summary>
    protected GeneratorRun Check(Rule rule, string attribute, string source, IReadOnlyList<WeightInput> files)
    {
        ArgumentNullException.ThrowIfNull(rule);
        GeneratorRun run = Run(source, files);

        Diagnostic diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe(rule.Id);
        diagnostic.Severity.ToString().ShouldBe(rule.Severity.ToString());
        SpanOf(diagnostic, source).ShouldBe(attribute);
        run.Sources.Keys.ShouldContain("Healthy.Kernels.g.cs");
        bool isError = rule.Severity == RuleSeverity.Error;
        KeyValuePair<string, string>[] own = [.. run.Sources.Where(generated => !generated.Key.StartsWith("Healthy.", StringComparison.Ordinal))];
        own.ShouldAllBe(generated => generated.Value.Contains("Could not be compiled", StringComparison.Ordinal) == isError);
        if (own.Length > 0)
        {
            // Code that uses the model means something all the same.
            run.CompilerProblems.ShouldBeEmpty();
        }

        return run;
    }

    /// <summary>A model of one attribute line and a layer fc1, reading weights/bad with an extension.</summary>
    protected static string Bad(string extension, string layers = """[Linear("fc1")]""") =>
        $"""
        [SparseModel("weights/bad.{extension}")]
        {layers}
        public static partial class Bad;
        """;

    /// <summary>A matrix method reading weights/bad with an extension.</summary>
    protected static string BadMatrix(string extension, string options = "") =>
        $$"""
        public static partial class Bad
        {
            [SparseMatrix("weights/bad.{{extension}}"{{options}})]
            public static partial void Apply(ReadOnlySpan<float> x, Span<float> y);
        }
        """;

    private GeneratorRun Run(string source, IReadOnlyList<WeightInput> files) =>
        GeneratorRun.Of(Usings + source + Healthy, [WriteTwoLayers("weights/healthy.npz"), .. files]);

    /// <summary>What every source starts with.</summary>
    protected const string Usings = "using System;\nusing SparseCompile;\n";

    private static string SpanOf(Diagnostic diagnostic, string source)
    {
        string all = Usings + source + Healthy;
        string text = all.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length);

        // Editors go by lines, tools by offsets: both must mean the same place.
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        lines.Path.ShouldBe("Models.cs");
        all.Split('\n')[lines.StartLinePosition.Line][lines.StartLinePosition.Character..].ShouldStartWith(text.Split('\n')[0]);
        return text;
    }
}
