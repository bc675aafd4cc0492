using SparseCompile.Compiler;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Testing;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>A model with its plan, its lane programs and its generated code.</summary>
internal sealed class CompiledModel
{
    private readonly Lazy<KernelSet> _kernels;

    public CompiledModel(TestModel definition, string folder, LoadedModels models)
    {
        Definition = definition;
        File = WeightFile.Open(Path.Combine(folder, definition.WeightFile), definition.WeightFile);
        Plan = ModelCompiler.Plan(definition.Declaration, File, [], definition.Choices) ?? throw new InvalidOperationException($"{definition} has no plan.");
        Code = definition.Of(models);
        _kernels = new Lazy<KernelSet>(() => new KernelSet(Plan));
    }

    public TestModel Definition { get; }

    public WeightFile File { get; }

    public ModelPlan Plan { get; }

    /// <summary>The lane programs that the generated code was printed from.</summary>
    public KernelSet Kernels => _kernels.Value;

    public LoadedModel Code { get; }

    public int InputLength => Definition.InputLength;

    public int OutputLength => Definition.OutputLength;

    public override string ToString() => Definition.ToString();
}
