using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Says which networks the accelerators run.</summary>
public static class MappedOperators
{
    /// <summary>Why a network cannot be mapped, in words; null where it can.</summary>
    public static string? Problem(Graph graph) =>
        !graph.IsFunction
            ? FormattableString.Invariant($"the network has {graph.Inputs.Count} inputs and {graph.Outputs.Count} outputs; accelerators take networks with one of each")
            : graph.Nodes.FirstOrDefault(node => node.Operator is not (MatrixOperator or Pool or KWinners or Add or Concat)) is { } other
                ? $"operator '{other.Name}' ({other.Operator.GetType().Name}) is not mapped to accelerators; they take linear layers, convolutions, pools, k-winners, additions and concatenations"
                : null;
}
