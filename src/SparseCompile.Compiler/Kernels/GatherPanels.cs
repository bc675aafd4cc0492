using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.Kernels;

/// <summary>Row panels whose lanes each fetch their own input: what several generators share.</summary>
/// <remarks>
/// Fetching lane by lane took 3.9 ns for 16 lanes where a hardware gather took 6.2 (section 2 of the measurements in docs/performance.md). One register
/// of accumulators is enough: a step's fetches take longer than the latency of its multiply-add.
/// </remarks>
internal static class GatherPanels
{
    /// <summary>Tables that the kernels read.</summary>
    private const LaneTable Streams = LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights;

    /// <summary>The tables that the kernels read.</summary>
    public static LaneSignature SignatureOf(Arrangement layer) => new(layer.SumsFirst ? Streams | LaneTable.Scales : Streams);

    /// <summary>The loop over row panels.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="width">Lanes of a register.</param>
    /// <param name="accumulators">Registers of rows side by side.</param>
    public static LaneOp[] Body(Arrangement layer, int width, int accumulators)
    {
        int rows = width * accumulators;
        List<LaneOp> step = [];
        for (int i = 0; i < accumulators; i++)
        {
            step.Add(new Gather(accumulators, i * width));
            step.Add(new MultiplyAdd(i, accumulators, i * width, IsExact: layer.SumsFirst));
        }

        step.AddRange([new Advance(LaneTable.Slots, rows), new Advance(LaneTable.Weights, rows)]);
        return [new Loop((layer.Positions + rows - 1) / rows, LayerEpilogue.Panel(layer, accumulators, width, step))];
    }

    /// <summary>What the kernels do, in a sentence.</summary>
    public static string Summary(int width) => $"rows on {width} lanes, each lane fetching its own input";
}
