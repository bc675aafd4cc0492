using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes.Declarations;
using SparseCompile.Compiler.Lanes.Lowering;
using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Lanes;

/// <summary>Every lane program of a model: each form of each layer.</summary>
public sealed class KernelSet
{
    /// <summary>Widths that have a form of their own, widest first; 1 is plain code.</summary>
    public static IReadOnlyList<int> Widths { get; } = [16, 8, 4, 1];

    /// <summary>Lowers a plan.</summary>
    public KernelSet(ModelPlan plan)
    {
        Fused = plan.IsFused ? RegisterLookupLowering.LowerFused(plan, "Lanes16") : null;
        Layers = [.. plan.Layers.Select(layer => new LayerKernels(layer, plan.IsFused, plan.Unrolling == UnrollingMode.Full))];
        HasBatch = plan.Layers.All(layer => layer.IsLast || layer.Layer.Activation.Kind != ActivationKind.Softmax);
    }

    /// <summary>The 512-bit form of the whole network; null when it has one for each layer.</summary>
    public LaneProgram? Fused { get; }

    /// <summary>Programs layer by layer.</summary>
    public IReadOnlyList<LayerKernels> Layers { get; }

    /// <summary>Inputs can be put side by side: no layer in the middle mixes its outputs.</summary>
    public bool HasBatch { get; }
}
