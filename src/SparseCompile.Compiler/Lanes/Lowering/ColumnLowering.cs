using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes.Lowering;

/// <summary>Sparse activations: sums begin as biases in memory, every input that is not zero adds its column to them, then they are finished on the lanes.</summary>
/// <remarks>
/// What is left out are multiply-adds by a zero. They change no sum but one: -0 + +0 is +0. So that no output tells whether one was left out, +0 is added to each sum at its end, in every
/// form of the layer.
/// </remarks>
internal static class ColumnLowering
{
    /// <summary>The program of a layer for any width: its multiplies have one lane.</summary>
    public static LaneProgram Lower(LayerPlan plan, int width, string name)
    {
        int groups = (plan.Positions + width - 1) / width;
        int slots = SlotLayout.SlotCount(plan.InputCount);
        ColumnTable table = ColumnTable.Build(plan.Rows, slots);
        List<LaneOp> finish = [new LoadOutput(0, 0)];
        LaneArrays.Finish(finish, plan, 1, width);
        finish.Add(new Advance(LaneTable.Output, width));
        List<LaneOp> body =
        [
            new Loop(groups, new EquatableArray<LaneOp>([new LoadBias(0, 0), new Store(0, 0, width), new Advance(LaneTable.Bias, width), new Advance(LaneTable.Output, width)])),
            new Advance(LaneTable.Output, -groups * width),
            new MultiplyAddColumns(slots),
            new Loop(groups, finish.ToEquatableArray()),
        ];
        return new LaneProgram(name, "columns of the inputs that are not zero; how many multiply-adds that were", width, KernelFamily.SparseActivations, body, new LaneProgramTables
        {
            Counts = table.Starts,
            Rows = table.Positions,
            Weights = table.Weights,
            Bias = LaneArrays.Pad(plan.Bias, groups * width),
        });
    }
}
