using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>What operators without weights cost as modules of a streamed network, one after the other beat, nobody making them wait.</summary>
internal static class StreamedCost
{
    /// <summary>How cycles are counted, in a line.</summary>
    public static string Formula(Operator op, HardwareTarget target) => op switch
    {
        KWinners => "groups * (beats * (1 + ceil(channels / lanes)) + 256 + 2 * beats)",
        Concat => "2 * beats",
        _ when target.Dataflow == Dataflow.Spatial => "walked positions; latency ceil(log2 terms) + 2, one more behind a window",
        _ => "walked positions + computed positions * (ceil(channels / lanes) * terms + 2)",
    };

    /// <summary>Counts one inference.</summary>
    public static EngineCost Of(Graph graph, Node node, HardwareTarget target)
    {
        ImageShape image = graph.ImageOf(node.Output) ?? new ImageShape(graph.Values[node.Output].Length, 1, 1);
        long reads = node.Operator is Pool windows ? (long)image.Length * windows.Window.Taps : graph.Values[node.Output].Length * (long)node.Inputs.Count;
        EngineCost moved = node.Operator switch
        {
            KWinners winners => Winners(winners, image, target),
            Concat => new EngineCost(2L * image.Pixels),
            Pool pool => Terms(target, Walk.Positions(pool), image, pool.Window.Taps, hasWindow: true),
            Add => Terms(target, image.Pixels, image, node.Inputs.Count, hasWindow: false),
            _ => throw new InvalidOperationException($"{node.Name} is no module."),
        };
        return moved with { ActivationReadBits = reads * target.ActivationBits, ActivationWriteBits = (long)image.Length * target.ActivationBits };
    }

    private static EngineCost Terms(HardwareTarget target, long walked, ImageShape output, int terms, bool hasWindow)
    {
        if (target.Dataflow == Dataflow.Spatial)
        {
            return new EngineCost(walked - 1 + Arithmetic.IndexBits(terms) + (hasWindow ? 3 : 2)) { Interval = walked };
        }

        return new EngineCost(walked + (output.Pixels * ((Arithmetic.CeilingDivide(output.Channels, target.Engine.Lanes) * terms) + 2)));
    }

    private static EngineCost Winners(KWinners winners, ImageShape image, HardwareTarget target)
    {
        (long groups, long beats) = winners.Image is null ? (1, 1) : winners.IsPerPixel ? (image.Pixels, 1) : (1, image.Pixels);
        long channels = winners.Image is null ? winners.Length : image.Channels;
        return new EngineCost(groups * ((beats * (1 + Arithmetic.CeilingDivide(channels, target.VectorLanes))) + VectorUnit.Ranks + (2 * beats)));
    }
}
