using System.CommandLine;
using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Hardware;

/// <summary>A model to describe, and the targets to describe it on.</summary>
/// <param name="Name">The model's full name.</param>
/// <param name="Source">Its network.</param>
/// <param name="Targets">The targets that were asked for.</param>
internal sealed record HardwareJob(string Name, NetworkSource Source, IReadOnlyList<HardwareTarget> Targets);

/// <summary>The arguments of verbs that describe a project's models on targets.</summary>
internal sealed class HardwareOptions
{
    private readonly ProjectOptions _project;
    private readonly string _defaultTargets;
    private readonly Option<string?> _targets = new("--target", "-t");

    /// <summary>Adds the arguments to a verb.</summary>
    /// <param name="command">The verb.</param>
    /// <param name="defaultTargets">Targets where neither the command line nor the model names any: names separated by commas, or <c>all</c>.</param>
    public HardwareOptions(Command command, string defaultTargets)
    {
        _project = new ProjectOptions(command);
        _defaultTargets = defaultTargets;
        _targets.Description = $"Targets, separated by commas: built-in ones, those of the project's *.sparsetarget.json files, or 'all'. Default: those that the model names, else {defaultTargets}.";
        command.Options.Add(_targets);
    }

    /// <summary>Reads the project and passes its models to <paramref name="action"/>, which returns the exit code.</summary>
    /// <returns>1, and a line on the error stream, if the project, a model or a target has an error; 2 if the project has no such model.</returns>
    public int Run(ParseResult arguments, Func<IReadOnlyList<HardwareJob>, int> action) => _project.Run(arguments, (_, models, compiler) =>
    {
        TargetSet targets = new(TargetFilesOf(compiler));
        if (targets.Errors.Count > 0)
        {
            (string file, TargetFileError error) = targets.Errors[0];
            throw new ProjectException($"Target file '{file}' cannot be used, at {error.Place}: found {error.Found}; expected {error.Expected}.");
        }

        return action([.. models.Select(model => Job(model, targets, arguments.GetValue(_targets)))]);
    });

    private static IEnumerable<TargetFile> TargetFilesOf(CSharpCommandLineArguments compiler) =>
        compiler.AdditionalFiles
            .Where(file => file.Path.EndsWith(TargetFile.Extension, StringComparison.OrdinalIgnoreCase))
            .Select(file => new TargetFile(Path.GetFileName(file.Path), File.ReadAllText(file.Path)));

    private HardwareJob Job(BoundDeclaration model, TargetSet targets, string? asked)
    {
        List<CompilerDiagnostic> diagnostics = [];
        if (model.Declaration is ModelDeclaration { Precision: NumericPrecision.Int8 })
        {
            return Chosen(model, QuantizedSource(model, diagnostics), targets, asked);
        }

        Graph graph = ModelCompiler.Import(model.Declaration, model.File!, diagnostics)
            ?? throw new ProjectException($"{model.Declaration.FullName}: {diagnostics.First(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error).Message}");
        return Chosen(model, Traced(model, ModelCompiler.HardwareSource(model.Declaration, model.File!, graph, InputsOf(model))), targets, asked);
    }

    /// <summary>What integer kernels and Verilog compute, to the bit.</summary>
    private static NetworkSource QuantizedSource(BoundDeclaration model, List<CompilerDiagnostic> diagnostics)
    {
        QuantizedNetwork network = ModelCompiler.Quantize(model.Declaration, model.File!, model.Calibration, diagnostics)
            ?? throw new ProjectException($"{model.Declaration.FullName}: {diagnostics.First(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error).Message}");
        return Traced(model, ModelCompiler.HardwareSource(model.Declaration, model.File!, network.Graph, InputsOf(model)).Quantized(network));
    }

    private static PlanInputs InputsOf(BoundDeclaration model) => new(null, model.Measured.Trace);

    /// <summary>The network with the densities of its trace. A trace that cannot be used is a line on the error stream, as it is a warning of the build.</summary>
    private static NetworkSource Traced(BoundDeclaration model, NetworkSource source)
    {
        List<CompilerDiagnostic> diagnostics = [];
        Graph graph = ModelCompiler.Traced(model.Declaration, model.File!, source.Graph, InputsOf(model), diagnostics);
        foreach (CompilerDiagnostic diagnostic in diagnostics)
        {
            Console.Error.WriteLine($"{model.Declaration.FullName}: {diagnostic.Message}");
        }

        return source with { Graph = graph };
    }

    private HardwareJob Chosen(BoundDeclaration model, NetworkSource source, TargetSet targets, string? asked)
    {
        string names = asked ?? (model.Declaration.HardwareTargets.Length > 0 ? model.Declaration.HardwareTargets : _defaultTargets);
        HardwareTarget[] chosen = names == "all"
            ? [.. targets.All]
            : [.. TargetSet.Names(names).Select(name => targets.Find(name)
                ?? throw new ProjectException($"There is no hardware target '{name}'; expected one of {string.Join(", ", targets.All.Select(target => target.Name))}."))];
        return new HardwareJob(model.Declaration.FullName, source, chosen);
    }
}
