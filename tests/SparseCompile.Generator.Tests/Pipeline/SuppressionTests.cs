using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests.Pipeline;

/// <summary>The ways C# has to silence a warning work for what the generator says.</summary>
public sealed class SuppressionTests : GeneratorTest
{
    private const string Source =
        """
        using SparseCompile;
        [SparseModel("weights/zero.npz")]
        [Linear("fc1")]
        public static partial class Zero;
        """;

    [Fact]
    public void Without_any_the_warning_is_there() => Run(Source).ShouldHaveSingleItem().Severity.ShouldBe(DiagnosticSeverity.Warning);

    [Fact]
    public void A_pragma_silences_a_warning() => Run("#pragma warning disable SPARSE0022\n" + Source).ShouldBeEmpty();

    [Fact]
    public void A_section_of_editorconfig_silences_a_warning() => Run(Source, options => options.WithSyntaxTreeOptionsProvider(new SectionOfEditorConfig())).ShouldBeEmpty();

    [Fact]
    public void NoWarn_silences_a_warning() =>
        Run(Source, options => options.WithSpecificDiagnosticOptions([new("SPARSE0022", ReportDiagnostic.Suppress)])).ShouldBeEmpty();

    private ImmutableArray<Diagnostic> Run(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? change = null)
    {
        WeightInput file = new NpzBuilder().Add("fc1.weight", [1, 2], 0, 0).Write(Folder, "weights/zero.npz");
        CSharpCompilation compilation = GeneratorRun.Compile(source);
        compilation = change is null ? compilation : compilation.WithOptions(change(compilation.Options));
        GeneratorRun.CreateDriver([file]).RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> diagnostics);
        return [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed)];
    }

    /// <summary>What <c>[*.cs] dotnet_diagnostic.SPARSE0022.severity = none</c> comes to.</summary>
    private sealed class SectionOfEditorConfig : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Suppress;
            return diagnosticId == "SPARSE0022";
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
