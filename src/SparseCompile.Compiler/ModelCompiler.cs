using System.Security.Cryptography;
using System.Text;
using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.CSharp.Integers;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware.Targets;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Importers.Onnx;
using SparseCompile.Compiler.Kernels;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Passes;
using SparseCompile.Compiler.Quantization;
using SparseCompile.Compiler.Scheduling.Traces;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler;

/// <summary>The whole way: declaration and weight file in, C# out.</summary>
public static class ModelCompiler
{
    /// <summary>Compiles a model or a matrix. Does not throw for any declaration or file; a failure of its own is a diagnostic too.</summary>
    /// <param name="declaration">What to compile.</param>
    /// <param name="file">Its weight file, without an error of its own.</param>
    /// <param name="measured">The records that lie beside the weight file; null for none.</param>
    /// <param name="calibration">The calibration inputs, without an error of their own; null for none.</param>
    /// <param name="targets">The project's hardware target files; null for none.</param>
    public static CompilationOutput Compile(
        SparseDeclaration declaration, WeightFile file, MeasuredRecords? measured = null, WeightFile? calibration = null, IEnumerable<TargetFile>? targets = null)
    {
        List<CompilerDiagnostic> diagnostics = [];
        if (declaration is ModelDeclaration { Precision: NumericPrecision.Int8 })
        {
            return Guard(declaration, () => CompileIntegers(new CompilationRequest(declaration, file, new PlanInputs(null, measured?.Trace), targets ?? []), calibration, diagnostics));
        }

        if (calibration is not null)
        {
            diagnostics.Add(CompilerDiagnostic.Create(Rules.CalibrationUnused, declaration.Location, declaration.DisplayName));
        }

        PlanFileUse? use = measured?.Plan is { } record ? new PlanFileUse(record, declaration.FullName, declaration.Location, diagnostics) : null;
        ModelChoices? choices = use?.Choices(file);
        return Compile(new CompilationRequest(declaration, file, new PlanInputs(choices, measured?.Trace), targets ?? []), diagnostics, plan =>
        {
            if (choices is not null)
            {
                use!.ReportUnused(plan, choices);
            }
        });
    }

    /// <summary>Compiles with kernels of one's own choice.</summary>
    /// <param name="declaration">What to compile.</param>
    /// <param name="file">Its weight file, without an error of its own.</param>
    /// <param name="inputs">Kernels by layer, the others are chosen by their estimates; and densities that were recorded.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, PlanInputs inputs) =>
        Compile(new CompilationRequest(declaration, file, inputs, []), [], _ => { });

    /// <summary>Compiles a graph, whatever it was imported from.</summary>
    /// <param name="declaration">What generated members belong to.</param>
    /// <param name="file">Where the weights came from.</param>
    /// <param name="graph">The graph, before any pass.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, Graph graph) => Guard(declaration, () =>
    {
        List<CompilerDiagnostic> diagnostics = [];
        if (PassPipeline.Run(graph, file.LogicalName, diagnostics) is not { } simplified)
        {
            return Fail(declaration, diagnostics);
        }

        CompilationRequest request = new(declaration, file, new PlanInputs(null), []);
        return Output(declaration, Write(request, Plan(declaration, simplified, diagnostics, request.Inputs), diagnostics), diagnostics);
    });

    /// <summary>The network of an int8 model in integers; null, with diagnostics, when it cannot be quantised.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="file">Its weight file.</param>
    /// <param name="calibration">The calibration inputs; null for none, which an ONNX file that states all scales needs.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static QuantizedNetwork? Quantize(SparseDeclaration declaration, WeightFile file, WeightFile? calibration, ICollection<CompilerDiagnostic> diagnostics)
    {
        if (calibration is null && declaration is not ModelDeclaration { Layers.Count: 0 })
        {
            // Layers of attributes state no scales.
            diagnostics.Add(Quantizer.CalibrationIsMissing(declaration.DisplayName, [], isQuantized: false, declaration.Location));
            return null;
        }

        return Import(declaration, file, diagnostics) is { } graph ? Quantizer.Quantize(graph, declaration.DisplayName, calibration, declaration.Location, diagnostics) : null;
    }

    private static CompilationOutput CompileIntegers(CompilationRequest request, WeightFile? calibration, List<CompilerDiagnostic> diagnostics)
    {
        SparseDeclaration declaration = request.Declaration;
        if (declaration is ModelDeclaration { Trainable: { } trainable })
        {
            diagnostics.Add(TrainableHead.Refusal(trainable, declaration.Location, "a model of int8"));
            return Fail(declaration, diagnostics);
        }

        if (Quantize(declaration, request.File, calibration, diagnostics) is not { } network)
        {
            return Fail(declaration, diagnostics);
        }

        NetworkSource source = HardwareSource(declaration, request.File, network.Graph, request.Inputs).Quantized(network);
        source = source with { Graph = Traced(declaration, request.File, source.Graph, request.Inputs, diagnostics) };
        IReadOnlyList<NamedText> descriptions = NamedDescriptions.Of(request, source, diagnostics);
        return Output(declaration, IntegerFiles.Write(declaration, network, (request.File, calibration), descriptions), diagnostics);
    }

    private static CompilationOutput Compile(CompilationRequest request, List<CompilerDiagnostic> diagnostics, Action<ModelPlan> check) =>
        Guard(request.Declaration, () =>
        {
            if (Plan(request.Declaration, request.File, diagnostics, request.Inputs) is not { } plan)
            {
                return Fail(request.Declaration, diagnostics);
            }

            check(plan);
            return Output(request.Declaration, Write(request, plan, diagnostics), diagnostics);
        });

    private static CompilationOutput Output(SparseDeclaration declaration, IEnumerable<GeneratedFile> files, List<CompilerDiagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error)
            ? Fail(declaration, diagnostics)
            : new CompilationOutput(declaration.FullName, files.ToEquatableArray(), diagnostics.ToEquatableArray());

    private static CompilationOutput Guard(SparseDeclaration declaration, Func<CompilationOutput> compile)
    {
        try
        {
            return compile();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The last line of defence: a compiler that throws takes the user's whole build with it.
            string cause = $"{exception.GetType().Name}: {exception.Message}";
            return Fail(declaration, [CompilerDiagnostic.Create(Rules.CompilerFailure, declaration.Location, declaration.DisplayName, cause)]);
        }
    }

    /// <summary>What a declaration that cannot be compiled gives: diagnostics, and members that throw, for the code that uses them to mean something.</summary>
    public static CompilationOutput Fail(SparseDeclaration declaration, IEnumerable<CompilerDiagnostic> diagnostics) =>
        new(declaration.FullName, new EquatableArray<GeneratedFile>([StubFile.Write(declaration)]), diagnostics.ToEquatableArray());

    /// <summary>Everything up to the graph; null, with diagnostics, when the model cannot be compiled.</summary>
    public static Graph? Import(SparseDeclaration declaration, WeightFile file, ICollection<CompilerDiagnostic> diagnostics)
    {
        Graph? graph = declaration switch
        {
            ModelDeclaration { Layers.Count: 0 } model when file.Onnx is { } onnx => OnnxImporter.Build(model, file, onnx, diagnostics),
            ModelDeclaration model => ModelImporter.Build(model, file, diagnostics),
            MatrixDeclaration matrix => MatrixImporter.Build(matrix, file, diagnostics),
            _ => throw new InvalidOperationException($"No importer for {declaration.GetType().Name}."),
        };
        return graph is null ? null : PassPipeline.Run(graph, file.LogicalName, diagnostics);
    }

    /// <summary>Everything up to the plan; null, with diagnostics, when the model cannot be compiled.</summary>
    public static ModelPlan? Plan(SparseDeclaration declaration, WeightFile file, ICollection<CompilerDiagnostic> diagnostics, PlanInputs? inputs = null)
    {
        if (Import(declaration, file, diagnostics) is not { } graph)
        {
            return null;
        }

        graph = Traced(declaration, file, graph, inputs, diagnostics);
        return declaration is ModelDeclaration { Trainable: { } trainable } && TrainableHead.Of(trainable, graph, declaration.Location, diagnostics) is null
            ? null
            : Plan(declaration, graph, diagnostics, inputs);
    }

    /// <summary>A graph with the densities of the trace beside the weights, where there is one.</summary>
    /// <param name="declaration">The model.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="graph">Its graph after the passes.</param>
    /// <param name="inputs">Records beside the weights.</param>
    /// <param name="diagnostics">Takes why the trace cannot be used.</param>
    public static Graph Traced(SparseDeclaration declaration, WeightFile file, Graph graph, PlanInputs? inputs, ICollection<CompilerDiagnostic> diagnostics) =>
        inputs?.Trace is { } trace ? new TraceFileUse(trace, declaration.FullName, declaration.Location, diagnostics).Apply(graph, file) : graph;

    private static ModelPlan Plan(SparseDeclaration declaration, Graph graph, ICollection<CompilerDiagnostic> diagnostics, PlanInputs? inputs)
    {
        ModelPlan plan = Planner.Plan(graph, declaration.Unrolling, inputs?.Choices);
        new PlanDiagnostics(declaration.DisplayName, declaration.Location, diagnostics).Report(plan);
        return plan;
    }

    /// <summary>A network to describe on accelerators.</summary>
    /// <param name="declaration">The model or matrix.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="graph">Its graph after the passes, with the densities of a trace where there is one.</param>
    /// <param name="inputs">Records beside the weights, which are among the options.</param>
    public static NetworkSource HardwareSource(SparseDeclaration declaration, WeightFile file, Graph graph, PlanInputs? inputs = null) => new(
        declaration.DisplayName,
        graph,
        [.. file.Parts.Select(part => new WeightProvenance(part.LogicalName, part.ContentHash))],
        OptionsHash(declaration, inputs ?? new PlanInputs(null)),
        CompilerInfo.Version);

    private static List<GeneratedFile> Write(CompilationRequest request, ModelPlan plan, List<CompilerDiagnostic> diagnostics)
    {
        GenerationContext model = ContextOf(request, plan), context = model.Features ?? model;
        NetworkSource source = HardwareSource(request.Declaration, request.File, plan.Graph, request.Inputs);
        List<GeneratedFile> generated =
        [
            ShellFile.Write(model, NamedDescriptions.Of(request, source, diagnostics)),
            CoreFile.Write(context),
        ];
        if (context.Kernels.Fused is { } fused)
        {
            generated.Add(LayerFiles.WriteFused(context, fused));
        }

        generated.AddRange(context.Plan.Nodes.SelectMany(node => LayerFiles.Write(context, node)));
        return generated;
    }

    /// <summary>The code of a model. If its last layer learns, kernels compute the inputs of that layer only.</summary>
    private static GenerationContext ContextOf(CompilationRequest request, ModelPlan plan)
    {
        SparseDeclaration declaration = request.Declaration;
        TrainableHead? head = declaration is ModelDeclaration { Trainable: { } name } ? TrainableHead.Of(name, plan.Graph, declaration.Location, []) : null;
        if (head is null)
        {
            return new GenerationContext(declaration, new KernelSet(plan), request.File);
        }

        ModelPlan features = Planner.Plan(head.Features, declaration.Unrolling, request.Inputs.Choices);
        return new GenerationContext(declaration, new KernelSet(plan), request.File)
        {
            Head = head,
            Features = new GenerationContext(declaration, new KernelSet(features), request.File) { AreFeatures = true },
        };
    }

    /// <summary>SHA-256 of what shapes the output besides the weights.</summary>
    private static string OptionsHash(SparseDeclaration declaration, PlanInputs inputs)
    {
        string kernels = inputs.Choices is not { } choices ? "" : ";" + string.Join(";", choices.Layers.Select(choice => choice.Layer + "=" + choice.Kernel));
        string trace = inputs.Trace is null ? "" : ";" + inputs.Trace.ContentHash;
        string options = $"{CompilerInfo.Version};{TargetRegistry.Primary.Costs.Provenance};{declaration.Unrolling};{UnrollingBudget.StepsPerNetwork}{kernels}{trace}";
        using SHA256 sha = SHA256.Create();
        return string.Concat(sha.ComputeHash(Encoding.UTF8.GetBytes(options)).Select(value => value.ToString("x2")));
    }
}
