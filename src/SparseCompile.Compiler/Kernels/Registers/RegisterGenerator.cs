using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels.Registers;

/// <summary>Every step a statement: a small network whose activations stay in registers, or a layer where <c>Unrolling.Full</c> asks for it.</summary>
/// <remarks>It offers nothing to a single layer: whether a network is unrolled is decided for all of it (<c>Scheduling/Unroller</c>).</remarks>
internal sealed class RegisterGenerator : IKernelGenerator
{
    /// <summary>One kernel for the whole network.</summary>
    public static KernelSpec Network { get; } = KernelSpec.Create("register-permute", ("scope", "network"));

    /// <summary>Kernels for a layer by itself.</summary>
    public static KernelSpec SingleLayer { get; } = KernelSpec.Create("register-permute", ("scope", "layer"));

    /// <inheritdoc/>
    public string Name => "register-permute";

    /// <inheritdoc/>
    public string Title => "register permute";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Slots;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => spec == Network ? "register permute, fused with the other layers" : "register permute, layer by layer";

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context) => [];

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target) =>
        kernel.Spec == Network ? [] : target.Lanes == 16 ? RegisterLowering.LowerLayer(kernel.Layer) : GatherUnrolling.Lower(kernel.Layer, target.Lanes);

    /// <summary>A candidate that was not offered but decided on.</summary>
    /// <param name="spec"><see cref="Network"/> or <see cref="SingleLayer"/>.</param>
    /// <param name="layer">The layer in its orders.</param>
    /// <param name="steps">Multiply-adds of 16 lanes.</param>
    /// <param name="overhead">Time beside the steps.</param>
    public static KernelCandidate Make(KernelSpec spec, Arrangement layer, int steps, double overhead)
    {
        double time = (steps * TargetRegistry.Avx512.Costs["registerStep"]) + overhead;
        return new KernelCandidate(spec, layer, time, steps == 0 ? 1 : (double)layer.Layer.Weights.NonZeros / (steps * 16));
    }
}
