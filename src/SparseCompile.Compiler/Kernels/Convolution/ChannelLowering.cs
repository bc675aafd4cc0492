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

    /// <summary>Programs for whole tiles of pixels, and for what is left of a row, and of the rows.</summary>
    public static IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target, ConvLayout layout, bool isDepthwise)
    {
        Conv conv = ConvArrangement.Conv(kernel.Layer);
        PaddedPixels frame = layout.Pixels!.Value;
        (int width, int height) = (conv.Output.Width, conv.Output.Height);
        (int inRow, int outRow) = (conv.Window.Y.Stride * frame.RowFloats, width * conv.Outputs);
        (int inPixel, int outPixel) = (conv.Window.X.Stride * frame.Channels, conv.Outputs);
        int group = VectorsOf(kernel.Spec) * target.Lanes;
        ChannelRecipe recipe = Recipe(conv, group, frame, isDepthwise);
        IReadOnlyList<WalkPart> parts = ChannelParts.Of(kernel.Layer, recipe, group);
        List<LaneProgram> programs = [];
        foreach ((int rows, int down, int top) in Parts(height, Math.Max(1, kernel.Spec.Number("r"))))
        {
            foreach ((int pixels, int along, int left) in Parts(width, kernel.Spec.Number("p")))
            {
                WalkAxis y = new(down, rows * inRow, rows * outRow, top * inRow, top * outRow);
                WalkAxis x = new(along, pixels * inPixel, pixels * outPixel, left * inPixel, left * outPixel);
                ImageTile tile = new(rows, pixels, inRow, inPixel, outRow, outPixel);
                programs.Add(Program(kernel, target, tile, recipe, isDepthwise) with { Walk = new PixelWalk(y, x, 1) { Parts = down * along > 1 ? parts : [] } });
            }
        }

        return programs;
    }

    /// <summary>Vectors of weights that meet an input at a time.</summary>
    private static int VectorsOf(KernelSpec spec) => Math.Max(1, spec.Number("v"));

    /// <summary>Whole parts of an extent, and what is left of it: their size, how many, and where the first begins.</summary>
    private static IEnumerable<(int Size, int Count, int First)> Parts(int extent, int size)
    {
        int whole = extent / size;
        (int Size, int Count, int First)[] parts = [(size, whole, 0), (extent - (whole * size), 1, whole * size)];
        return parts.Where(part => part.Size > 0 && part.Count > 0);
    }

    private static LaneProgram Program(KernelCandidate kernel, Target target, ImageTile tile, ChannelRecipe recipe, bool isDepthwise)
    {
        int lanes = target.Lanes, vectors = VectorsOf(kernel.Spec), group = vectors * lanes;
        int rows = kernel.Layer.Positions;
        List<LaneOp> body = [];
        if (rows >= group)
        {
            body.Add(new Loop(rows / group, Group(kernel, tile, (lanes, vectors, group), isDepthwise)));
        }

        if (rows % group > 0)
        {
            // A loop of one run: its registers are its own.
            body.Add(new Loop(1, Group(kernel, tile, (lanes, vectors, rows % group), isDepthwise)));
        }

        string kind = (isDepthwise ? "Depthwise" : vectors > 1 ? "Pairs" : "Channels") + FormattableString.Invariant($"{lanes}") + (target.HasFma || lanes == 1 ? "" : "Software");
        string inputs = isDepthwise ? "each with its own input" : "an input broadcast";
        string down = tile.Rows > 1 ? FormattableString.Invariant($"{tile.Rows} x ") : "";
        string width = vectors > 1 ? FormattableString.Invariant($"{vectors} x {lanes}") : FormattableString.Invariant($"{lanes}");
        return new LaneProgram(
            FormattableString.Invariant($"{kind}x{(tile.Rows > 1 ? $"{tile.Rows}x" : "")}{tile.Pixels}"),
            $"channels on {width} lanes, {inputs}, {down}{tile.Pixels} pixels at a time{(kernel.IsMasked ? ", idle lanes masked" : "")}",
            lanes,
            new LaneSignature(LaneTable.Bias | LaneTable.Counts | LaneTable.Slots | LaneTable.Weights),
            body) { Vectors = tile.Count * vectors, Recipe = recipe, IsSoftware = !target.HasFma };
    }

    /// <summary>The steps of a group of channels, and what comes before and after them. The sums of a pixel follow one another.</summary>
    private static EquatableArray<LaneOp> Group(KernelCandidate kernel, ImageTile tile, (int Lanes, int Vectors, int Stored) group, bool isDepthwise)
    {
        (int lanes, int vectors, int stored) = group;
        int sums = tile.Count * vectors, input = sums + vectors;
        List<LaneOp> step = [new OpenWindow(0), .. Enumerable.Range(0, vectors).Select(v => new LoadWeights(sums + v, v * lanes))];
        for (int i = 0; i < tile.Count; i++)
        {
            step.Add(isDepthwise ? new LoadWindow(input, tile.InputOf(i)) : new BroadcastInput(input, tile.InputOf(i)));
            step.AddRange(Enumerable.Range(0, vectors).Select(v => new MultiplyAddBroadcast((i * vectors) + v, sums + v, input, kernel.IsMasked)));
        }

        step.AddRange([new Advance(LaneTable.Slots, 1), new Advance(LaneTable.Weights, vectors * lanes)]);
        List<LaneOp> ops = [.. Enumerable.Range(0, sums).Select(i => new LoadBias(i, i % vectors * lanes)), new Loop(null, step.ToEquatableArray())];
        for (int i = 0; i < sums; i++)
        {
            int first = i % vectors * lanes;
            if (first < stored)
            {
                ops.AddRange(Finish(kernel.Layer, i, tile.OutputOf(i / vectors) + first, Math.Min(lanes, stored - first)));
            }
        }

        ops.AddRange([new Advance(LaneTable.Bias, vectors * lanes), new Advance(LaneTable.Output, vectors * lanes)]);
        return ops.ToEquatableArray();
    }

    private static IEnumerable<LaneOp> Finish(Arrangement layer, int sum, int place, int stored)
    {
        if (layer.SkipsZeroInputs)
        {
            yield return new AddZero(sum);
        }

        if (layer.Layer.Activation.IsOnLanes)
        {
            yield return new Activate(sum, layer.Layer.Activation);
        }

        yield return new Store(sum, place, stored);
    }

    /// <summary>The pixels that a vector of weights meets.</summary>
    /// <param name="Rows">Rows of them.</param>
    /// <param name="Pixels">Pixels of a row.</param>
    /// <param name="InputRow">Floats of the input from one row to the next.</param>
    /// <param name="InputPixel">Floats of the input from one pixel to the next.</param>
    /// <param name="OutputRow">Floats of the output from one row to the next.</param>
    /// <param name="OutputPixel">Floats of the output from one pixel to the next.</param>
    private readonly record struct ImageTile(int Rows, int Pixels, int InputRow, int InputPixel, int OutputRow, int OutputPixel)
    {
        public int Count => Rows * Pixels;

        public int InputOf(int pixel) => (pixel / Pixels * InputRow) + (pixel % Pixels * InputPixel);

        public int OutputOf(int pixel) => (pixel / Pixels * OutputRow) + (pixel % Pixels * OutputPixel);
    }
}
