using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes;

/// <summary>Removes elements of values that nothing reads, and elements that are constant: the network computes the same with less.</summary>
/// <remarks>
/// Backwards: an element that no reader has a weight for is not computed. Forwards: an output whose row has no non-zero is a constant, activation(bias); what it
/// adds downstream goes into its readers' biases, summed in double precision and rounded once. A value may have several readers: an element goes only when all of
/// them can do without it. Joins tie the elements of their operands to those of their result: both go, or neither.
/// </remarks>
internal static class EliminateDeadNeurons
{
    /// <summary>The graph without its dead neurons; the outputs that are left are noted in <see cref="DeclaredLayer.KeptOutputs"/>.</summary>
    public static Graph Run(Graph graph)
    {
        bool[]?[] needed = new LiveElements(graph).Needed();
        Graph read = KeepElements.Run(graph, needed);
        ConstantElements constants = new(read);
        return KeepElements.Run(constants.Fold(), constants.Kept);
    }
}
