using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Importers.Attributes.Declarations;

namespace SparseCompile.Compiler.Planning;

/// <summary>How a network is computed.</summary>
/// <param name="Network">The network, dead neurons removed.</param>
/// <param name="InputOrder">The input at each place; inputs that no weight reads may be missing.</param>
/// <param name="Layers">A plan for each layer, in the network's order.</param>
/// <param name="Unrolling">What the definition asked for.</param>
/// <param name="IsFused">The 512-bit form is one unrolled kernel, activations staying in registers from layer to layer.</param>
public sealed record ModelPlan(Network Network, int[] InputOrder, IReadOnlyList<LayerPlan> Layers, UnrollingMode Unrolling, bool IsFused)
{
    /// <summary>Every input is at its own place.</summary>
    public bool IsInputInOrder => InputOrder.Length == Network.InputLength && InputOrder.Select((input, place) => input == place).All(same => same);
}
