using SparseCompile.Compiler.Planning;

namespace SparseCompile.Kernels.Tests.Reference;

/// <summary>What one layer read and computed.</summary>
/// <param name="Layer">The layer's plan.</param>
/// <param name="Inputs">Values read, by place.</param>
/// <param name="Results">Values computed, by place; before softmax.</param>
internal sealed record LayerTrace(LayerPlan Layer, float[] Inputs, float[] Results);
