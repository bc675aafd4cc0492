using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using SparseCompile.Generator;

namespace SparseCompile.CodeFixes.Tests;

/// <summary>Roslyn's test of a code fix, where the diagnostics are a generator's and no analyzer's.</summary>
internal sealed class GeneratorFixTest : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, SparseCompileCodeFixProvider, DefaultVerifier>
{
    private static readonly MetadataReference[] s_platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SparseModelAttribute).Assembly.Location),
    ];

    /// <summary>A test with weight files.</summary>
    /// <param name="weights">Path and name of each.</param>
    public GeneratorFixTest(IEnumerable<(string Path, string Name)> weights)
    {
        // Those of the running framework: the packages of reference assemblies would be downloaded.
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck;
        string list = "list\n" + string.Concat(weights.Select(file => $"-\t{file.Name}\t{file.Path}\n"));
        foreach (SolutionState state in new[] { TestState, FixedState })
        {
            state.AdditionalFiles.Add(("/0/SparseCompile.weights", list));
            state.AdditionalReferences.AddRange(s_platform);
        }

        // Remarks on weights that are all one, and few: nothing to fix.
        DisabledDiagnostics.AddRange(["SPARSE0020", "SPARSE0021", "SPARSE0026", "SPARSE0054"]);
    }

    /// <inheritdoc/>
    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(SparseCompileGenerator)];

    /// <inheritdoc/>
    protected override CompilationOptions CreateCompilationOptions() => ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithAllowUnsafe(true);

    /// <inheritdoc/>
    protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(LanguageVersion.Preview);
}
