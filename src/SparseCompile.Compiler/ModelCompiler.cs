using System.Security.Cryptography;
using System.Text;
using SparseCompile.Compiler.CSharp.Files;
using SparseCompile.Compiler.CSharp;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Importers.Onnx;
using SparseCompile.Compiler.Kernels.Registers;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Passes;
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
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, MeasuredRecords? measured = null)
    {
        List<CompilerDiagnostic> diagnostics = [];
        PlanFileUse? use = measured?.Plan is { } record ? new PlanFileUse(record, declaration.FullName, declaration.Location, diagnostics) : null;
        ModelChoices? choices = use?.Choices(file);
        return Compile(declaration, file, new PlanInputs(choices, measured?.Trace), diagnostics, plan =>
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
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, PlanInputs inputs) => Compile(declaration, file, inputs, [], _ => { });

    /// <summary>Compiles a graph, whatever it was imported from.</summary>
    /// <param name="declaration">What generated members belong to.</param>
    /// <param name="file">Where the weights came from.</param>
    /// <param name="graph">The graph, before any pass.</param>
    public static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, Graph graph)
    {
        List<CompilerDiagnostic> diagnostics = [];
        try
        {
            if (PassPipeline.Run(graph, file.LogicalName, diagnostics) is not { } simplified)
            {
                return Fail(declaration, diagnostics);
            }

            ModelPlan plan = Plan(declaration, simplified, diagnostics, new PlanInputs(null));
            return new CompilationOutput(declaration.FullName, Write(declaration, file, plan, new PlanInputs(null)).ToEquatableArray(), diagnostics.ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Fail(declaration, [Failure(declaration, exception)]);
        }
    }

    private static CompilationOutput Compile(SparseDeclaration declaration, WeightFile file, PlanInputs inputs, List<CompilerDiagnostic> diagnostics, Action<ModelPlan> check)
    {
        try
        {
            if (Plan(declaration, file, diagnostics, inputs) is not { } plan)
            {
                return Fail(declaration, diagnostics);
            }

            check(plan);
            return new CompilationOutput(declaration.FullName, Write(declaration, file, plan, inputs).ToEquatableArray(), diagnostics.ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Fail(declaration, [Failure(declaration, exception)]);
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

        if (inputs?.Trace is { } trace)
        {
            graph = new TraceFileUse(trace, declaration.FullName, declaration.Location, diagnostics).Apply(graph, file);
        }

        return Plan(declaration, graph, diagnostics, inputs);
    }

    private static ModelPlan Plan(SparseDeclaration declaration, Graph graph, ICollection<CompilerDiagnostic> diagnostics, PlanInputs? inputs)
    {
        ModelPlan plan = Planner.Plan(graph, declaration.Unrolling, inputs?.Choices);
        new PlanDiagnostics(declaration.DisplayName, declaration.Location, diagnostics).Report(plan);
        return plan;
    }

    /// <summary>The description of a planned network on the modelled accelerator.</summary>
    public static string DescribeHardware(SparseDeclaration declaration, WeightFile file, ModelPlan plan, PlanInputs? inputs = null) =>
        HardwareModels.Describe(declaration.DisplayName, plan, file, OptionsHash(declaration, inputs ?? new PlanInputs(null)));

    /// <summary>The last line of defence: a compiler that throws takes the user's whole build with it.</summary>
    private static CompilerDiagnostic Failure(SparseDeclaration declaration, Exception exception) =>
        CompilerDiagnostic.Create(Rules.CompilerFailure, declaration.Location, declaration.DisplayName, $"{exception.GetType().Name}: {exception.Message}");

    private static List<GeneratedFile> Write(SparseDeclaration declaration, WeightFile file, ModelPlan plan, PlanInputs inputs)
    {
        GenerationContext context = new(declaration, new KernelSet(plan), file);
        List<GeneratedFile> generated =
        [
            ShellFile.Write(context, DescribeHardware(declaration, file, plan, inputs)),
            CoreFile.Write(context),
        ];
        if (context.Kernels.Fused is { } fused)
        {
            generated.Add(LayerFiles.WriteFused(context, fused));
        }

        generated.AddRange(plan.Nodes.SelectMany(node => LayerFiles.Write(context, node)));
        return generated;
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
