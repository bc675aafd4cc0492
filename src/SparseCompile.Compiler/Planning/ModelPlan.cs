using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Networks.Declarations;

namespace SparseCompile.Compiler.Planning;

/// <summary>How a network is computed.</summary>
/// <param name="Network">The network, dead neurons removed.</param>
/// <param name="Layers">A plan for each layer, in the network's order.</param>
/// <param name="Unrolling">What the definition asked for.</param>
/// <param name="IsFused">The 512-bit form is one unrolled kernel, activations staying in registers from layer to layer.</param>
public sealed record ModelPlan(Network Network, IReadOnlyList<LayerPlan> Layers, UnrollingMode Unrolling, bool IsFused);
