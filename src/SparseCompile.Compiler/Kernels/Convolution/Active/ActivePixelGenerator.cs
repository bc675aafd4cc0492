using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution.Active;

/// <summary>Sparse activations: sums begin as biases in memory, and every value of the input that is not zero adds its blocks of weights to them; the epilogue runs on the lanes.</summary>
/// <remarks>
/// Channel by channel, so that a channel's weights stay in the level-1 cache, and pixel by pixel: the chain of every output is that of its taps. As with columns, +0 is added to each sum at its
/// end. Windows that step over pixels would need a list of taps for each remainder; they are left to the other kernels.
/// </remarks>
internal sealed class ActivePixelGenerator : IConvGenerator
{
    /// <summary>Entries of its tables, at most: each block is listed for every range of columns that has it, up to as often as the window is wide.</summary>
    private const long MostListed = 1 << 22;

    /// <inheritdoc/>
    public string Name => "conv-active";

    /// <inheritdoc/>
    public string Title => "sparse activations";

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"sparse activations, blocks of {spec.Number("c")} channels for each value that is not zero";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <inheritdoc/>
    public ConvLayout Layout(Conv conv) => ConvLayout.OfInput(ConvLayout.Flatten(conv));

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        Conv conv = (Conv)context.Layer;
        bool isOffered = context.Fixed is { } arrangement ? arrangement.SkipsZeroInputs : context.InputSparsity > 0;
        bool isListed = (long)conv.Weights.NonZeros * conv.Window.X.Kernel <= MostListed;
        if (!isOffered || !isListed || conv.Window.Y.Stride != 1 || conv.Window.X.Stride != 1)
        {
            yield break;
        }

        Arrangement layer = ConvArrangement.Of(context) with { SkipsZeroInputs = true };
        conv = ConvArrangement.Conv(layer);
        int lanes = context.Target.Lanes;
        KernelTables tables = Recipe(conv, lanes).Lay(layer.Rows, layer.StoredBias);
        int blocks = tables.Weights.Length / lanes;
        double visited = 1 - context.InputSparsity;

        // Taps that fall outside of the output are not visited.
        double inside = Inside(conv.Window.Y, conv.Input.Height, conv.Output.Height) * Inside(conv.Window.X, conv.Input.Width, conv.Output.Width);
        double updates = visited * inside * conv.Input.Pixels * blocks;
        double step = context.Costs["activeBlock"] * (tables.IsFull ? 1 : context.Costs["activeBlockMask"]);
        double time = (conv.Input.Length * context.Costs["listedInput"]) + (visited * conv.Input.Length * context.Costs["activePixel"])
            + (updates * step) + (conv.Output.Length * 2.0 * context.Costs["copiedInput"])
            + ConvCopies.Nanoseconds(conv, Layout(conv), context.ImageOrder, context.Costs);
        yield return context.Offer(KernelSpec.Create(Name, ("c", lanes)), layer, time, (long)blocks * lanes) with { IsMasked = !tables.IsFull };
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target)
    {
        Conv conv = ConvArrangement.Conv(kernel.Layer);
        int width = target.Lanes;
        (int outputs, int pixels) = (conv.Outputs, conv.Output.Pixels);
        ActivePixels image = new(
            conv.Input.Channels,
            conv.Input.Height,
            conv.Input.Width,
            conv.Window.Y.Kernel,
            conv.Window.X.Kernel,
            conv.Window.Y.PadBefore,
            conv.Window.X.PadBefore,
            conv.Output.Width);
        List<LaneOp> open = [.. Groups(outputs, width, count => [new LoadBias(0, 0), new Store(0, 0, count)], LaneTable.Bias)];
        if (outputs >= width)
        {
            open.Add(new Advance(LaneTable.Bias, -(outputs / width * width)));
        }

        List<LaneOp> finish = [.. Groups(outputs, width, count => Finish(kernel.Layer.Layer.Activation, count), LaneTable.None)];
        List<LaneOp> body =
        [
            new Loop(pixels, open.ToEquatableArray()),
            new Advance(LaneTable.Output, -pixels * outputs),
            new MultiplyAddActivePixels(image, outputs, kernel.IsMasked),
            new Loop(pixels, finish.ToEquatableArray()),
        ];
        string name = FormattableString.Invariant($"Active{width}") + (target.HasFma || width == 1 ? "" : "Software");
        LaneSignature signature = new(LaneTable.Bias | LaneTable.Counts | LaneTable.Rows | LaneTable.Slots | LaneTable.Weights, VisitsActiveInputs: true, IsByChannel: true);
        string summary = $"blocks of {width} channels for each value that is not zero{(kernel.IsMasked ? ", idle lanes masked" : "")}; how many multiply-adds that were";
        return [new LaneProgram(name, summary, width, signature, body) { Recipe = Recipe(conv, width), IsSoftware = !target.HasFma }];
    }

    private static ActivePixelRecipe Recipe(Conv conv, int lanes) => new(ConvLayout.OfPlanes(conv).Planes!.Value, lanes);

    /// <summary>Share of the taps of all inputs that meet an output.</summary>
    private static double Inside(WindowAxis axis, int inputs, int outputs)
    {
        long met = Enumerable.Range(0, outputs).Sum(output => Enumerable.Range(0, axis.Kernel).Count(tap => axis.InputOf(output, tap) >= 0 && axis.InputOf(output, tap) < inputs));
        return met / ((double)inputs * axis.Kernel);
    }

    private static LaneOp[] Finish(ActivationFunction activation, int count) =>
        [new LoadOutput(0, 0), new AddZero(0), .. activation.IsOnLanes ? [new Activate(0, activation)] : Array.Empty<LaneOp>(), new Store(0, 0, count)];

    /// <summary>Something for each group of a pixel's channels: a loop for whole ones, then what is left.</summary>
    private static IEnumerable<LaneOp> Groups(int outputs, int width, Func<int, IReadOnlyList<LaneOp>> group, LaneTable along)
    {
        int left = outputs % width;
        if (outputs >= width)
        {
            List<LaneOp> whole = [.. group(width), new Advance(LaneTable.Output, width)];
            if (along != LaneTable.None)
            {
                whole.Add(new Advance(along, width));
            }

            yield return new Loop(outputs / width, whole.ToEquatableArray());
        }

        if (left > 0)
        {
            // A loop of one run: its registers are its own.
            List<LaneOp> last = [.. group(left), new Advance(LaneTable.Output, left)];
            yield return new Loop(1, last.ToEquatableArray());
        }
    }
}
