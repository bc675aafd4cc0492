using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>
/// What has no weights, on V lanes between two memories: a pool reads a tap of V windows in a cycle, an addition an operand of V elements; k-winners count V values in a cycle into a histogram of 256
/// ranks, scan it from the top, and write V values in a cycle. A concatenation is wiring.
/// </summary>
internal static class VectorUnit
{
    /// <summary>Ranks of a histogram.</summary>
    public const int Ranks = 256;

    /// <summary>How cycles are counted, in a line.</summary>
    public static string Formula(Operator op) => op switch
    {
        Pool => "ceil(elements / vector lanes) * taps",
        Add => "ceil(elements / vector lanes) * operands",
        KWinners => "groups * (2 * ceil(competing / vector lanes) + 256)",
        _ => "wiring",
    };

    /// <summary>Counts one inference.</summary>
    public static EngineCost Cost(Graph graph, Node node, HardwareTarget target)
    {
        long elements = graph.Values[node.Output].Length;
        long steps = Arithmetic.CeilingDivide(elements, target.VectorLanes);
        (long cycles, long reads) = node.Operator switch
        {
            Pool pool => (steps * pool.Window.Taps, elements * pool.Window.Taps),
            Add => (steps * node.Inputs.Count, elements * node.Inputs.Count),
            KWinners winners => (Winners(winners, target.VectorLanes), 2 * elements),
            Concat => (0, 0),
            _ => throw new InvalidOperationException($"{node.Name} is not for the vector lanes."),
        };
        return new EngineCost(cycles)
        {
            Multipliers = 0,
            ActivationReadBits = reads * target.ActivationBits,
            ActivationWriteBits = node.Operator is Concat ? 0 : elements * target.ActivationBits,
        };
    }

    private static long Winners(KWinners winners, int lanes) =>
        winners.Length / Math.Max(1, winners.Competing) * ((2 * Arithmetic.CeilingDivide(winners.Competing, lanes)) + Ranks);
}
