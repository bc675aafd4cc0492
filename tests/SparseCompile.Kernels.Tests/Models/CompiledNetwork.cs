using SparseCompile.Compiler;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Tuning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>Something compiled, of any definition: its plan, its lane programs and its generated code.</summary>
internal abstract class CompiledNetwork
{
    private readonly Lazy<KernelSet> _kernels;

    protected CompiledNetwork(SparseDeclaration declaration, ModelChoices? choices, string folder, LoadedModel code)
    {
        File = WeightFile.Open(Path.Combine(folder, declaration.WeightFile), declaration.WeightFile);
        Plan = ModelCompiler.Plan(declaration, File, [], new PlanInputs(choices)) ?? throw new InvalidOperationException($"{declaration.DisplayName} has no plan.");
        Code = code;
        _kernels = new Lazy<KernelSet>(() => new KernelSet(Plan));
    }

    public WeightFile File { get; }

    public ModelPlan Plan { get; }

    /// <summary>The lane programs that the generated code was printed from.</summary>
    public KernelSet Kernels => _kernels.Value;

    public LoadedModel Code { get; }

    /// <summary>A method for a matrix, which has no batches.</summary>
    public virtual bool IsMatrix => false;

    public int InputLength => Plan.Graph.InputLength;

    public int OutputLength => Plan.Graph.OutputLength;
}
