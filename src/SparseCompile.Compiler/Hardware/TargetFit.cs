using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Says whether the weights of a network fit a target.</summary>
public static class TargetFit
{
    /// <summary>Why a network does not fit, in words; null where it does, or where the target states no sizes.</summary>
    public static string? Problem(Graph graph, HardwareTarget target)
    {
        long room = target.Chip?.MemoryBits ?? target.Weights.Bits;
        if (room == 0)
        {
            return null;
        }

        long bits = graph.Nodes.Select(node => node.Operator).OfType<MatrixOperator>().Sum(layer =>
        {
            Placement placement = Engines.Of(target).Place(new MatrixWork(layer, target));
            return placement.StoredWords * placement.WordBits;
        });
        return bits <= room ? null : FormattableString.Invariant($"its weights take {bits:N0} bits; the target has memory for {room:N0}");
    }
}
