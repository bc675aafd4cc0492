using System.Globalization;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;

namespace SparseCompile.Compiler.Kernels.Broadcast;

/// <summary>SpMM: inputs of a batch, or columns of a matrix, on the lanes; each weight is broadcast and meets several vectors of them.</summary>
internal static class BroadcastKernels
{
    /// <summary>Vectors of inputs that a weight meets, most first.</summary>
    /// <remarks>Eight are as many chains as two multiply-adds a cycle of 4 cycles each need: 128 columns by eight took 0.78 of what they took by four. Four are for the rest, and for short rows (1.05 to 1.19 either way).</remarks>
    public static IReadOnlyList<int> Vectors { get; } = [BatchTiling.MostVectors, BatchTiling.MostVectors / 2];

    /// <summary>Estimate of a layer for one vector of inputs, so many at a time.</summary>
    public static double Nanoseconds(Arrangement layer, Target target, int vectors)
    {
        (_, int middle) = BroadcastRows.Visits(layer, BatchTiling.TileSlots(layer, target.Lanes), BroadcastRows.VisitsAllLast(layer));
        double time = (layer.Layer.Weights.NonZeros * target.Costs[$"broadcastStep{vectors}"]) + ((layer.Positions + middle) * target.Costs[$"broadcastRow{vectors}"]);
        return time / vectors;
    }

    /// <summary>The program of a layer.</summary>
    public static LaneProgram Lower(Arrangement layer, Target target, int vectors)
    {
        LaneProgram program = BroadcastLowering.Lower(layer, target.Lanes, vectors, ProgramName(target, vectors));
        LaneVerifier.Verify(program);
        return program;
    }

    /// <summary><c>Batch16x8</c>.</summary>
    public static string ProgramName(Target target, int vectors) => TableName(target) + "x" + vectors.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the programs of a target, which share their tables, are called.</summary>
    public static string TableName(Target target) => "Batch" + target.Lanes.ToString(CultureInfo.InvariantCulture);
}
