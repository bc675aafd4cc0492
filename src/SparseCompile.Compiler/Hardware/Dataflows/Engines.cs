using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>The engine of each dataflow.</summary>
internal static class Engines
{
    /// <summary>The engine of a target.</summary>
    public static IEngine Of(HardwareTarget target) => target.Dataflow switch
    {
        Dataflow.Systolic => new SystolicEngine(isOverlay: false),
        Dataflow.SystolicOverlay => new SystolicEngine(isOverlay: true),
        Dataflow.StreamedRows => new StreamedRowsEngine(),
        Dataflow.StreamedColumns => new StreamedColumnsEngine(),
        Dataflow.Spatial => new SpatialEngine(),
        Dataflow.TwoOfFour => new TwoOfFourEngine(),
        Dataflow.InnerJoin => new InnerJoinEngine(),
        Dataflow.Complementary => new ComplementaryEngine(),
        _ => throw new InvalidOperationException($"No engine for {target.Dataflow}."),
    };
}
