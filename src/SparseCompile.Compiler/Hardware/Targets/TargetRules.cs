using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>What must hold between the members of a target.</summary>
internal static class TargetRules
{
    /// <summary>Storage formats of weights.</summary>
    public static IReadOnlyList<string> WeightFormats { get; } = ["dense", "bitmap", "csr", "csc", "n_m_2_4", "complementary", "streamed_lanes_rom", "wired"];

    /// <summary>Checks a target whose members are each valid.</summary>
    /// <exception cref="JsonFormatException">They contradict one another.</exception>
    public static void Check(HardwareTarget target)
    {
        string dataflow = $"dataflow '{DataflowNames.Of(target.Dataflow)}'";
        Require(Allowed(target.Dataflow).Contains(target.Zeros), "zeros", $"{dataflow} with zeros '{DataflowNames.Of(target.Zeros)}'",
            "zeros " + string.Join(" or ", Allowed(target.Dataflow).Select(DataflowNames.Of)));
        bool isArray = target.Dataflow is Dataflow.Systolic or Dataflow.SystolicOverlay;
        Require(isArray || target.Engine.Rows == 1, "engine.rows", $"{dataflow} with {target.Engine.Rows} rows", "rows only in a systolic array");
        Require(
            target.Dataflow == Dataflow.InnerJoin == target.Engine.Chunk > 0,
            "engine.chunk_bits", $"{dataflow} with chunk_bits {target.Engine.Chunk}", "chunk_bits in an inner_join engine, and in no other");
        Require(target.Dataflow == Dataflow.StreamedColumns || target.Engine.Queue == 0, "engine.queue", $"{dataflow} with a queue", "a queue only in a streamed_columns engine");
        int macs = target.Dataflow == Dataflow.TwoOfFour ? 2 : 1;
        Require(target.Engine.MacsPerLane == macs, "engine.macs_per_lane", $"{dataflow} with macs_per_lane {target.Engine.MacsPerLane}", $"{macs}");
        Require(target.Copies > 0 || target.Chip is not null, "copies", "copies 0, as many as fit, without a chip", "a chip, or a number of copies");
        Require(
            target.Activations.Banks == 0 || target.Dataflow is Dataflow.StreamedRows or Dataflow.Complementary,
            "activations.banks", $"{dataflow} with banks of activations", "banks where lanes read activations by index: streamed_rows or complementary");
    }

    private static ZeroHandling[] Allowed(Dataflow dataflow) => dataflow switch
    {
        Dataflow.Systolic => [ZeroHandling.None, ZeroHandling.Gate],
        Dataflow.SystolicOverlay => [ZeroHandling.SkipWeights],
        Dataflow.StreamedRows or Dataflow.Spatial => [ZeroHandling.SkipWeights],
        Dataflow.StreamedColumns => [ZeroHandling.SkipWeights, ZeroHandling.SkipBoth],
        Dataflow.TwoOfFour => [ZeroHandling.SkipWeights],
        Dataflow.InnerJoin => [ZeroHandling.SkipBoth],
        Dataflow.Complementary => [ZeroHandling.None, ZeroHandling.SkipWeights, ZeroHandling.SkipBoth],
        _ => throw new InvalidOperationException($"No rule for {dataflow}."),
    };

    private static void Require(bool condition, string member, string found, string expected)
    {
        if (!condition)
        {
            throw new JsonFormatException(found, expected) { Member = member };
        }
    }
}
