using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution;

/// <summary>The lane programs of convolutions with channels on the lanes.</summary>
internal static class ChannelLowering
{
    /// <summary>How the tables of a width are laid out.</summary>
    public static ChannelRecipe Recipe(Conv conv, int lanes, PaddedPixels pixels, bool isDepthwise) => new(
        lanes,
        isDepthwise,
        conv.Window.Y.Kernel,
        conv.Window.X.Kernel,
        conv.Window.Y.Dilation * pixels.RowFloats,
        conv.Window.X.Dilation * pixels.Channels);

    /// <summary>A program for whole tiles of a row's pixels, and one for what is left.</summary>
    public static IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target, ConvLayout layout, bool isDepthwise)
    {
        Conv conv = ConvArrangement.Conv(kernel.Layer);
        PaddedPixels frame = layout.Pixels!.Value;
        int pixels = kernel.Spec.Number("p");
        (int width, int step) = (conv.Output.Width, conv.Window.X.Stride * frame.Channels);
        WalkAxis down = new(conv.Output.Height, conv.Window.Y.Stride * frame.RowFloats, width * conv.Outputs);
        int whole = width / pixels;
        List<LaneProgram> programs = [];
        foreach ((int side, int runs, int first) in new[] { (pixels, whole, 0), (width - (whole * pixels), 1, whole * pixels) })
        {
            if (side > 0 && runs > 0)
            {
                WalkAxis along = new(runs, side * step, side * conv.Outputs, first * step, first * conv.Outputs);
                programs.Add(Program(kernel, target, (side, step), Recipe(conv, target.Lanes, frame, isDepthwise), isDepthwise) with { Walk = new PixelWalk(down, along, 1) });
            }
        }

        return programs;
    }

    private static LaneProgram Program(KernelCandidate kernel, Target target, (int Count, int Step) pixels, ChannelRecipe recipe, bool isDepthwise)
    {
        int lanes = target.Lanes;
        int rows = kernel.Layer.Positions;
        List<LaneOp> body = [];
        if (rows >= lanes)
        {
            body.Add(new Loop(rows / lanes, Group(kernel, pixels, lanes, lanes, isDepthwise)));
        }

        if (rows % lanes > 0)
        {
            // A loop of one run: its registers are its own.
            body.Add(new Loop(1, Group(kernel, pixels, lanes, rows % lanes, isDepthwise)));
        }

        string kind = (isDepthwise ? "Depthwise" : "Channels") + FormattableString.Invariant($"{lanes}") + (target.HasFma || lanes == 1 ? "" : "Software");
        string inputs = isDepthwise ? "each with its own input" : "an input broadcast";
        return new LaneProgram(
            FormattableString.Invariant($"{kind}x{pixels.Count}"),
            $"channels on {lanes} lanes, {inputs}, {pixels.Count} pixels at a time{(kernel.IsMasked ? ", idle lanes masked" : "")}",
            lanes,
            new LaneSignature(LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights),
            body) { Vectors = pixels.Count, Recipe = recipe, IsSoftware = !target.HasFma };
    }

    private static EquatableArray<LaneOp> Group(KernelCandidate kernel, (int Count, int Step) pixels, int lanes, int stored, bool isDepthwise)
    {
        (int weights, int input) = (pixels.Count, pixels.Count + 1);
        ActivationFunction activation = kernel.Layer.Layer.Activation;
        List<LaneOp> step = [new OpenWindow(0), new LoadWeights(weights, 0)];
        for (int i = 0; i < pixels.Count; i++)
        {
            step.Add(isDepthwise ? new LoadWindow(input, i * pixels.Step) : new BroadcastInput(input, i * pixels.Step));
            step.Add(new MultiplyAddBroadcast(i, weights, input, kernel.IsMasked));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, lanes)]);
        List<LaneOp> group = [.. Enumerable.Range(0, pixels.Count).Select(i => new LoadBias(i, 0)), new Loop(null, step.ToEquatableArray())];
        for (int i = 0; i < pixels.Count; i++)
        {
            if (kernel.Layer.SkipsZeroInputs)
            {
                group.Add(new AddZero(i));
            }

            if (activation.IsOnLanes)
            {
                group.Add(new Activate(i, activation));
            }

            group.Add(new Store(i, i * kernel.Layer.Positions, stored));
        }

        group.AddRange([new Advance(LaneTable.Bias, lanes), new Advance(LaneTable.Output, lanes)]);
        return group.ToEquatableArray();
    }
}
