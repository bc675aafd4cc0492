using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Generator;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Projects;

/// <summary>The models and matrices of a project, bound to their weight files by the generator itself.</summary>
internal static class ProjectModels
{
    /// <summary>Reads a project.</summary>
    /// <param name="project">Path of the project file.</param>
    /// <param name="commandLine">Its compiler's arguments.</param>
    /// <param name="withRecords">Tuning records are read too; tuning itself makes them again.</param>
    /// <exception cref="ProjectException">One of its models has an error.</exception>
    public static IReadOnlyList<BoundDeclaration> Read(string project, string[] commandLine, bool withRecords = false)
    {
        string folder = Path.GetDirectoryName(project)!;
        CSharpCommandLineArguments arguments = CSharpCommandLineParser.Default.Parse(commandLine, folder, sdkDirectory: null);
        CSharpParseOptions options = arguments.ParseOptions;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "project",
            arguments.SourceFiles.Where(file => File.Exists(file.Path)).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), options, file.Path)),
            arguments.MetadataReferences.Where(reference => File.Exists(reference.Reference)).Select(reference => MetadataReference.CreateFromFile(reference.Reference)),
            arguments.CompilationOptions);
        AnalyzerConfigSet configuration = AnalyzerConfigSet.Create(
            arguments.AnalyzerConfigPaths.Where(File.Exists).Select(path => AnalyzerConfig.Parse(File.ReadAllText(path), path)).ToArray());

        AdditionalText[] texts = [.. arguments.AdditionalFiles.Select(file => new PathText(file.Path, withRecords)).Where(WeightFiles.IsList)];
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SparseCompileGenerator().AsSourceGenerator()],
            texts,
            options,
            new ConfiguredOptions(configuration),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new ProjectException(error.ToString());
        }

        return [.. SourceModels.Bound(result)];
    }

    /// <summary>The build's list of weight files, with or without the tuning records.</summary>
    private sealed class PathText(string path, bool withRecords) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) =>
            SourceText.From(string.Join('\n', File.ReadLines(Path).Where(line => withRecords || !line.EndsWith(PlanFile.Extension, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>What the build's configuration files say of an additional file: the names of weight files among it.</summary>
    private sealed class ConfiguredOptions(AnalyzerConfigSet configuration) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(configuration.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(configuration.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(configuration.GetOptionsForSourcePath(textFile.Path).AnalyzerOptions);
    }

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
