using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SparseCompile.Generator;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Projects;

/// <summary>The models and matrices of a C# text, as the generator binds them to weight files: a project in memory.</summary>
/// <param name="Models">Those with a weight file.</param>
/// <param name="Diagnostics">What the generator reports.</param>
internal sealed record SourceModels(IReadOnlyList<BoundDeclaration> Models, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The errors among the diagnostics.</summary>
    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Runs the generator on a text.</summary>
    /// <param name="source">C#.</param>
    /// <param name="weights">Name and path of each weight file.</param>
    public static SourceModels Of(string source, IEnumerable<(string Name, string Path)> weights)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "scaffold",
            [CSharpSyntaxTree.ParseText(source, options)],
            RuntimeReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        string list = "in memory\n" + string.Concat(weights.Select(file => $"-\t{file.Name}\t{file.Path}\n"));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SparseCompileGenerator().AsSourceGenerator()],
            [new ListText(list)],
            options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        return new SourceModels([.. Bound(result)], [.. result.Diagnostics]);
    }

    /// <summary>The bound declarations among what a run of the generator tracked: models first, then matrices.</summary>
    public static IEnumerable<BoundDeclaration> Bound(GeneratorRunResult result) =>
        new[] { TrackingNames.BoundModel, TrackingNames.BoundMatrix }
            .SelectMany(step => result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs) ? runs : [])
            .SelectMany(run => run.Outputs).Select(output => (BoundDeclaration)output.Value).Where(bound => bound.File is not null);

    /// <summary>A list of weight files that no build wrote.</summary>
    private sealed class ListText(string text) : AdditionalText
    {
        public override string Path => WeightFiles.ListName;

        public override SourceText? GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
