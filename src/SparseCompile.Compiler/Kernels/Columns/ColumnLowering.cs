using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Columns;

/// <summary>The program of sparse activations: sums begin as biases in memory, active inputs add to them, the epilogue follows on the lanes.</summary>
internal static class ColumnLowering
{
    /// <summary>The program.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="target">The target.</param>
    /// <param name="positions">Outputs that are computed, in the kernel's spacing.</param>
    /// <param name="multiplyAdds">What active inputs add.</param>
    /// <param name="summary">What that is in words.</param>
    /// <param name="recipe">Its tables.</param>
    public static LaneProgram Lower(Arrangement layer, Target target, int positions, LaneOp multiplyAdds, string summary, TableRecipe recipe)
    {
        int width = target.Lanes;
        int groups = (positions + width - 1) / width;
        Advance next = new(LaneTable.Output, width);
        LaneOp[] open = [new LoadBias(0, 0), new Store(0, 0, width), new Advance(LaneTable.Bias, width), next];
        List<LaneOp> finish = [new LoadOutput(0, 0)];
        LayerEpilogue.Add(finish, layer, 1, width);
        finish.Add(next);
        List<LaneOp> body =
        [
            new Loop(groups, open.ToEquatableArray()),
            new Advance(LaneTable.Output, -groups * width),
            multiplyAdds,
            new Loop(groups, finish.ToEquatableArray()),
        ];
        LaneSignature signature = new(LaneTable.Bias | LaneTable.Counts | LaneTable.Rows | LaneTable.Weights, VisitsActiveInputs: true);
        return new LaneProgram(LaneProgram.NameOf(width, !target.HasFma), summary + "; how many multiply-adds that were", width, signature, body)
        {
            Recipe = recipe,
            IsSoftware = !target.HasFma,
        };
    }
}
