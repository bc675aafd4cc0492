using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Weights;
using SparseCompile.Generator.Parsing;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Generator;

/// <summary>Roslyn in, Roslyn out: reads symbols and weight files, reports diagnostics, adds sources. Decides nothing.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SparseCompileGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParsedDeclaration> models = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.SparseModel, static (node, _) => node is TypeDeclarationSyntax, ModelParser.Parse)
            .WithTrackingName(TrackingNames.Models);
        IncrementalValuesProvider<ParsedDeclaration> matrices = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.SparseMatrix, static (node, _) => node is MethodDeclarationSyntax, MatrixParser.Parse)
            .WithTrackingName(TrackingNames.Matrices);

        IncrementalValueProvider<WeightFileSet> files = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => WeightFiles.Open(pair.Left, pair.Right.GetOptions(pair.Left)))
            .Where(static file => file is not null)
            .Select(static (file, _) => file!)
            .WithTrackingName(TrackingNames.WeightFiles)
            .Collect()
            .Select(static (all, _) => WeightFileSet.Create(all));

        IncrementalValueProvider<bool> isUnsafeAllowed = context.CompilationProvider
            .Select(static (compilation, _) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true });

        Register(context, models, files, isUnsafeAllowed, "Model");
        Register(context, matrices, files, isUnsafeAllowed, "Matrix");
    }

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParsedDeclaration> declarations,
        IncrementalValueProvider<WeightFileSet> files,
        IncrementalValueProvider<bool> isUnsafeAllowed,
        string kind)
    {
        context.RegisterSourceOutput(declarations, static (output, parsed) => DiagnosticReporter.Report(output, parsed.Diagnostics));

        IncrementalValueProvider<NameCollisions> collisions = declarations
            .Select(static (parsed, _) => parsed.HintKey)
            .Collect()
            .Select(static (names, _) => NameCollisions.Find(names));

        // From here on a declaration sees its own file only: another one changing leaves it cached.
        IncrementalValuesProvider<CompilationOutput> compiled = declarations
            .Where(static parsed => parsed.Declaration is not null)
            .Combine(files)
            .Combine(isUnsafeAllowed)
            .Combine(collisions)
            .Select(static (all, _) => BoundDeclaration.Bind(all.Left.Left.Left.Declaration!, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Bound + kind)
            .Select(static (bound, _) => bound.Compile())
            .WithTrackingName(TrackingNames.Compiled + kind);

        context.RegisterSourceOutput(
            compiled.Select(static (output, _) => output.Diagnostics).WithTrackingName(TrackingNames.Diagnostics + kind),
            static (output, diagnostics) => DiagnosticReporter.Report(output, diagnostics));
        context.RegisterSourceOutput(
            compiled.SelectMany(static (output, _) => output.Files.Where(file => !file.IsImplementation)).WithTrackingName(TrackingNames.Shells + kind),
            static (output, file) => output.AddSource(file.HintName, Text(file)));
        context.RegisterImplementationSourceOutput(
            compiled.SelectMany(static (output, _) => output.Files.Where(file => file.IsImplementation)).WithTrackingName(TrackingNames.Kernels + kind),
            static (output, file) => output.AddSource(file.HintName, Text(file)));
    }

    private static Microsoft.CodeAnalysis.Text.SourceText Text(GeneratedFile file) =>
        Microsoft.CodeAnalysis.Text.SourceText.From(file.Text, System.Text.Encoding.UTF8);
}
