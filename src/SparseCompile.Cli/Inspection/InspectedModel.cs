using SparseCompile.Cli.Projects;
using SparseCompile.Compiler;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Generator.Pipeline;

namespace SparseCompile.Cli.Inspection;

/// <summary>A model or matrix as it is compiled: the plan of its build.</summary>
/// <param name="Declaration">What was declared.</param>
/// <param name="File">Its weights.</param>
/// <param name="Plan">How it is computed.</param>
/// <param name="Inputs">Its tuning record's kernels, and its trace.</param>
/// <param name="Diagnostics">What the compiler reports.</param>
internal sealed record InspectedModel(
    SparseDeclaration Declaration, WeightFile File, ModelPlan Plan, PlanInputs Inputs, IReadOnlyList<CompilerDiagnostic> Diagnostics)
{
    private KernelSet? _kernels;

    /// <summary>Kernels of its tuning record; null for none.</summary>
    public ModelChoices? Choices => Inputs.Choices;

    /// <summary>Its full name.</summary>
    public string Name => Declaration.FullName;

    /// <summary>Its nodes in order of execution.</summary>
    public IReadOnlyList<InspectedLayer> Layers { get; } = [.. Plan.Nodes.Select(node => new InspectedLayer(node, Plan.Graph))];

    /// <summary>Its lane programs and schedules.</summary>
    public KernelSet Kernels => _kernels ??= new KernelSet(Plan);

    /// <summary>Non-zero weights of all layers.</summary>
    public long NonZeros => Layers.Sum(layer => layer.NonZeros);

    /// <summary>Weights of the dense network.</summary>
    public long DenseWeights => Layers.Sum(layer => layer.DenseWeights);

    /// <summary>Multiply-accumulates of an inference.</summary>
    public long Macs => Plan.Nodes.Sum(node => node.Macs);

    /// <summary>Multiply-accumulates of the dense network.</summary>
    public long DenseMacs => Plan.Nodes.Sum(node => node.Node.Declared.DenseMacs);

    /// <summary>Bytes of weights and indices in the assembly.</summary>
    public long Bytes => Layers.Sum(layer => layer.Bytes);

    /// <summary>Estimate of an inference on the primary target.</summary>
    public double Nanoseconds => Plan.Nodes.Sum(node => node.EstimatedNanoseconds);

    /// <summary>Estimate with dense kernels in place of sparse ones.</summary>
    public double DenseNanoseconds => Layers.Sum(layer => layer.DenseNanoseconds ?? layer.Nanoseconds);

    /// <summary>Plans a declaration as its build does.</summary>
    /// <exception cref="ProjectException">It does not compile.</exception>
    public static InspectedModel Of(BoundDeclaration bound)
    {
        List<CompilerDiagnostic> diagnostics = [];
        ModelChoices? choices = bound.Measured.Plan is { } record ? new PlanFileUse(record, bound.Declaration.FullName, bound.Declaration.Location, diagnostics).Choices(bound.File!) : null;
        PlanInputs inputs = new(choices, bound.Measured.Trace);
        return ModelCompiler.Plan(bound.Declaration, bound.File!, diagnostics, inputs) is { } plan
            ? new InspectedModel(bound.Declaration, bound.File!, plan, inputs, diagnostics)
            : throw new ProjectException($"'{bound.Declaration.FullName}' does not compile: {diagnostics.First(diagnostic => diagnostic.Rule.Severity == RuleSeverity.Error).Message}");
    }
}
