using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels.Software;

/// <summary>Rows side by side where there is no FMA hardware: inputs and sums as doubles.</summary>
internal sealed class SoftwareGenerator : IKernelGenerator
{
    /// <inheritdoc/>
    public string Name => "software-gather";

    /// <inheritdoc/>
    public string Title => "gather without FMA hardware";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Slots;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"gather, {spec.Number("c")} rows side by side, multiply-adds in software";

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        if (context.Target.HasFma || context.Fixed is not { SkipsZeroInputs: false } layer)
        {
            yield break;
        }

        int rows = SoftwareLowering.Rows(context.Target.Lanes);
        long lanes = (long)context.Matrix.NonZeros + layer.Positions;
        double time = lanes * context.Costs["softwareMac"];
        yield return context.Offer(KernelSpec.Create(Name, ("c", rows)), layer, time, lanes);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) => [SoftwareLowering.Lower(kernel.Layer, target.Lanes)];
}
