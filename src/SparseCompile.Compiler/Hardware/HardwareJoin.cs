using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Several values that become one: added on the lanes, or concatenated by wiring.</summary>
/// <param name="Name">The layer's name in the model definition.</param>
/// <param name="IsAdd">Values are added, element by element; else they follow one another.</param>
/// <param name="Sources">Names of the layers that are joined; <c>input</c> is the model's input.</param>
/// <param name="Elements">Values of the result in the definition.</param>
/// <param name="KeptElements">Values left after dead-neuron removal.</param>
/// <param name="Activation">What follows.</param>
public sealed record HardwareJoin(string Name, bool IsAdd, IReadOnlyList<string> Sources, long Elements, long KeptElements, ActivationFunction Activation)
{
    /// <summary>Cycles for one input: a value a lane and cycle for each operand after the first; wiring takes none.</summary>
    public long Cycles(int lanes) => IsAdd ? (KeptElements + lanes - 1) / lanes * (Sources.Count - 1) : 0;
}
