
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Hardware;

/// <summary>One linear layer after dead-neuron removal, with what its definition declared before it.</summary>
/// <param name="Name">The layer's name in the model definition.</param>
/// <param name="Layer">The layer that is executed: kept outputs x kept inputs.</param>
/// <param name="DeclaredInputs">Inputs in the definition.</param>
/// <param name="DeclaredOutputs">Outputs in the definition.</param>
/// <param name="DeclaredNonZeros">Non-zeros in the weight file.</param>
/// <param name="InputIndices">Declared index of each kept input, ascending; null where nothing was removed.</param>
/// <param name="OutputIndices">Declared index of each kept output, ascending; null where nothing was removed.</param>
public sealed record HardwareLayer(
    string Name,
    Linear Layer,
    long DeclaredInputs,
    long DeclaredOutputs,
    long DeclaredNonZeros,
    int[]? InputIndices = null,
    int[]? OutputIndices = null);
