using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Generator;

namespace SparseCompile.Testing;

/// <summary>The generator run on sources and weight files, in memory.</summary>
/// <remarks>
/// Every run is followed by a second one after an unrelated edit; steps that were not cached then are in <see cref="StepsRunAgain"/> and make
/// <see cref="Of"/> throw: a test that forgot to look would otherwise miss them.
/// </remarks>
public sealed class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is string name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SparseModelAttribute).Assembly.Location),
    ];

    private const string UserFile = "Models.cs";

    private GeneratorRun(GeneratorDriver driver, GeneratorDriverRunResult result, Compilation output, IReadOnlyList<string> stepsRunAgain)
    {
        Driver = driver;
        Result = result;
        Output = output;
        StepsRunAgain = stepsRunAgain;
    }

    /// <summary>The driver after both runs, for tests that change something and run again.</summary>
    public GeneratorDriver Driver { get; }

    /// <summary>What the first run gave, tracked steps included.</summary>
    public GeneratorDriverRunResult Result { get; }

    /// <summary>The compilation with the generated sources.</summary>
    public Compilation Output { get; }

    /// <summary>Steps of the second run that were not cached or unchanged: <c>name: reason</c>.</summary>
    public IReadOnlyList<string> StepsRunAgain { get; }

    /// <summary>What the generator reported, but for <see cref="Remarks"/>.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. Result.Diagnostics.Where(static diagnostic => !IsRemark(diagnostic))];

    /// <summary>What it remarked on the weights: tensors that are not read, layers without zeros. Most weights that tests make give rise to some.</summary>
    public ImmutableArray<Diagnostic> Remarks => [.. Result.Diagnostics.Where(IsRemark)];

    /// <summary>The generated sources by hint name, in ordinal order.</summary>
    public SortedDictionary<string, string> Sources => new(
        Result.Results.SelectMany(static result => result.GeneratedSources).ToDictionary(static source => source.HintName, static source => source.SourceText.ToString()),
        StringComparer.Ordinal);

    /// <summary>Errors of the compilation with the generated sources, and warnings about what was generated; the generator's own diagnostics not included.</summary>
    public IReadOnlyList<Diagnostic> CompilerProblems => Problems(Output.GetDiagnostics());

    /// <summary>Of what the compiler says, what <see cref="CompilerProblems"/> are.</summary>
    public static IReadOnlyList<Diagnostic> Problems(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics.Where(static problem => problem.Severity == DiagnosticSeverity.Error
            || (problem.Severity == DiagnosticSeverity.Warning && problem.Location.SourceTree?.FilePath != UserFile)),
    ];

    /// <summary>Runs the generator twice, with an unrelated edit in between.</summary>
    /// <param name="source">The user's code.</param>
    /// <param name="files">Additional files.</param>
    /// <exception cref="InvalidOperationException">A step ran again in the second run, or the generator threw.</exception>
    public static GeneratorRun Of(string source, params IReadOnlyList<WeightInput> files) => OfCompilation(Compile(source), files);

    /// <summary>The same for a compilation of one's own.</summary>
    public static GeneratorRun OfCompilation(CSharpCompilation compilation, IReadOnlyList<WeightInput> files)
    {
        ArgumentNullException.ThrowIfNull(compilation);
        GeneratorDriver driver = CreateDriver(files, compilation.LanguageVersion);
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorDriverRunResult first = driver.GetRunResult();
        if (first.Results.FirstOrDefault(static result => result.Exception is not null).Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal static class UnrelatedEdit { }", ParseOptions.WithLanguageVersion(compilation.LanguageVersion), "Unrelated.cs")));
        IReadOnlyList<string> again = RunAgain(driver.GetRunResult());
        return again.Count == 0
            ? new GeneratorRun(driver, first, output, again)
            : throw new InvalidOperationException("Steps ran again after an unrelated edit: " + string.Join("; ", again));
    }

    /// <summary>A compilation of one source, unsafe code allowed unless told otherwise.</summary>
    public static CSharpCompilation Compile(string source, bool allowUnsafe = true, LanguageVersion language = LanguageVersion.Preview) => CSharpCompilation.Create(
        "Generated" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(source, ParseOptions.WithLanguageVersion(language), UserFile, System.Text.Encoding.UTF8)],
        Platform,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: allowUnsafe, nullableContextOptions: language < LanguageVersion.CSharp8 ? NullableContextOptions.Disable : NullableContextOptions.Enable));

    /// <summary>A driver that tracks steps and runs implementation outputs too.</summary>
    public static GeneratorDriver CreateDriver(IReadOnlyList<WeightInput> files, LanguageVersion language = LanguageVersion.Preview) => CSharpGeneratorDriver.Create(
        [new SparseCompileGenerator().AsSourceGenerator()],
        [CreateList(files), .. files.Where(static file => file.LogicalName is null).Select(static file => new FileAdditionalText(file.Path))],
        ParseOptions.WithLanguageVersion(language),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The build's list of weight files as hosts hand it to the generator: a new object each time.</summary>
    public static AdditionalText CreateList(IReadOnlyList<WeightInput> files) => new WeightList(files);

    /// <summary>Tracked steps and outputs that were new, modified or removed in a run: <c>name: reason</c>.</summary>
    public static IReadOnlyList<string> RunAgain(GeneratorDriverRunResult result) =>
    [
        .. result.Results.SelectMany(static one => one.TrackedSteps.Concat(one.TrackedOutputSteps))
            .Where(static step => !IsOfTheCompilation(step.Key))
            .SelectMany(static step => step.Value.SelectMany(run => run.Outputs.Select(made => (step.Key, made.Reason))))
            .Where(static made => made.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            .Select(static made => $"{made.Key}: {made.Reason}")
            .Distinct(),
    ];

    /// <summary>C# documentation comments are parsed: a malformed one is a warning, and so an error here.</summary>
    private static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static bool IsRemark(Diagnostic diagnostic) => diagnostic is { Severity: DiagnosticSeverity.Info, Id: "SPARSE0051" or "SPARSE0054" or "SPARSE0055" };

    // Roslyn's own steps: a new compilation is a new compilation.
    private static bool IsOfTheCompilation(string step) => step.StartsWith("Compilation", StringComparison.Ordinal) || step.EndsWith("_ForAttribute", StringComparison.Ordinal)
        || step.Contains("ForAttribute", StringComparison.Ordinal);
}
