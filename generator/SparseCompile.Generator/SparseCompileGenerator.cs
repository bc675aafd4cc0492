using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;
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

        IncrementalValuesProvider<AdditionalText> lists = context.AdditionalTextsProvider.Where(WeightFiles.IsList);
        IncrementalValuesProvider<WeightFile> weights = lists.SelectMany(WeightFiles.Open).WithTrackingName(TrackingNames.WeightFiles);
        IncrementalValuesProvider<PlanFile> plans = lists.SelectMany(WeightFiles.OpenPlans).WithTrackingName(TrackingNames.PlanFiles);
        IncrementalValuesProvider<TraceFile> traces = lists.SelectMany(WeightFiles.OpenTraces).WithTrackingName(TrackingNames.TraceFiles);
        IncrementalValueProvider<EquatableArray<TargetFile>> targets = context.AdditionalTextsProvider.Where(TargetFiles.IsTarget)
            .Select(TargetFiles.Open).Collect().Select(static (all, _) => TargetFiles.Sort(all)).WithTrackingName(TrackingNames.Targets);
        IncrementalValueProvider<WeightFileSet> files = weights.Collect().Combine(plans.Collect()).Combine(traces.Collect()).Combine(targets)
            .Select(static (all, _) => WeightFileSet.Create(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right) with { Targets = all.Right });
        context.RegisterSourceOutput(
            targets.Select(static (all, _) => TargetFiles.Check(all)),
            static (output, diagnostics) => DiagnosticReporter.Report(output, diagnostics, EquatableArray<SourceLocation>.Empty));

        IncrementalValueProvider<ProjectSettings> project = context.CompilationProvider.Select(static (compilation, _) => ProjectSettings.Read(compilation));

        // Hint names share one space: models and matrices may collide.
        IncrementalValueProvider<NameCollisions> collisions = models.Collect().Combine(matrices.Collect())
            .Select(static (all, _) => NameCollisions.Find(all.Left.Concat(all.Right)));

        Register(context, models, files, project, collisions, "Model");
        Register(context, matrices, files, project, collisions, "Matrix");
    }

    private static void Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<ParsedDeclaration> declarations,
        IncrementalValueProvider<WeightFileSet> files,
        IncrementalValueProvider<ProjectSettings> project,
        IncrementalValueProvider<NameCollisions> collisions,
        string kind)
    {
        context.RegisterSourceOutput(declarations, static (output, parsed) => DiagnosticReporter.Report(output, parsed.Diagnostics, parsed.Locations));

        // From here on a declaration sees its own file only, and not where it stands: another one changing, or lines above it, leaves it cached.
        IncrementalValuesProvider<CompilationOutput> compiled = declarations
            .Where(static parsed => parsed.Declaration is not null)
            .Select(static (parsed, _) => parsed.Declaration!)
            .Combine(files)
            .Combine(project)
            .Combine(collisions)
            .Select(static (all, _) => BoundDeclaration.Bind(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Bound + kind)
            .Select(static (bound, _) => bound.Compile())
            .WithTrackingName(TrackingNames.Compiled + kind);

        IncrementalValueProvider<DeclarationLocations> locations = declarations.Collect().Select(static (all, _) => DeclarationLocations.Collect(all));
        context.RegisterSourceOutput(
            compiled.Select(static (output, _) => (output.FullName, output.Diagnostics)).WithTrackingName(TrackingNames.Diagnostics + kind).Combine(locations),
            static (output, all) => DiagnosticReporter.Report(output, all.Left.Diagnostics, all.Right.Of(all.Left.FullName)));
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
