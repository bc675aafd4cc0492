using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Generator;

namespace SparseCompile.CodeFixes.Tests;

/// <summary>The generator's diagnostics as an analyzer's: the test framework fixes those of analyzers alone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GeneratorDiagnostics : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [.. Rules.All.Select(rule => new DiagnosticDescriptor(rule.Id, rule.Title, rule.Message, "SparseCompile", DiagnosticSeverity.Error, isEnabledByDefault: true))];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Report);
    }

    private void Report(CompilationAnalysisContext context)
    {
        CSharpCompilation compilation = (CSharpCompilation)context.Compilation;
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new SparseCompileGenerator().AsSourceGenerator()], context.Options.AdditionalFiles, (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        foreach (Diagnostic diagnostic in driver.RunGenerators(compilation).GetRunResult().Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
        {
            DiagnosticDescriptor own = SupportedDiagnostics.First(descriptor => descriptor.Id == diagnostic.Id);
            string[] arguments = [.. Enumerable.Range(0, diagnostic.Properties.Count).Select(i => diagnostic.Properties["Argument" + i] ?? "")];
            context.ReportDiagnostic(Diagnostic.Create(own, diagnostic.Location, diagnostic.Properties, [.. arguments]));
        }
    }
}
