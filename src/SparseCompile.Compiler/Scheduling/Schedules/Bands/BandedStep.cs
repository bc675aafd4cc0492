using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.Schedules.Bands;

/// <summary>A step over an image that can be done a part at a time, from the first row on: how many units it has, and what each reads and writes.</summary>
internal sealed class BandedStep
{
    /// <summary>Pixels of a unit of a transpose: whole blocks of its registers.</summary>
    private const int TransposedPixels = 64;

    private readonly Func<int, long> _written;
    private readonly Func<int, long> _read;
    private readonly Func<int, long> _needed;
    private readonly Func<int, int[]> _ends;

    private BandedStep(Step step, (Storage Input, Storage Output) memory, int units, (Func<int, long> Written, Func<int, long> Read, Func<int, long> Needed, Func<int, int[]> Ends) extent)
    {
        (Step, Input, Output, Units) = (step, memory.Input, memory.Output, units);
        (_written, _read, _needed, _ends) = extent;
    }

    /// <summary>The step.</summary>
    public Step Step { get; }

    /// <summary>What it reads.</summary>
    public Storage Input { get; }

    /// <summary>What it writes.</summary>
    public Storage Output { get; }

    /// <summary>Its parts: mostly rows of its result.</summary>
    public int Units { get; }

    /// <summary>Its input must be whole before the first unit: a transpose reads every plane from the beginning.</summary>
    public bool ReadsWhole => _read(1) == long.MaxValue;

    /// <summary>Loops that the code of the step consists of.</summary>
    public int Loops => _ends(0).Length;

    /// <summary>Floats of the output, from the first on, that are complete after so many units.</summary>
    public long Written(int units) => units == 0 ? 0 : _written(units);

    /// <summary>Floats of the input, from the first on, that so many units read.</summary>
    public long Read(int units) => units == 0 ? 0 : _read(units);

    /// <summary>The first float of the input that a unit or one behind it reads.</summary>
    public long Needed(int unit) => unit == Units ? long.MaxValue : Math.Max(0, _needed(unit));

    /// <summary>Where each loop ends after so many units.</summary>
    public int[] Ends(int units) => _ends(units);

    /// <summary>The step in units; null where it is done as a whole.</summary>
    /// <param name="step">The step.</param>
    /// <param name="target">The target that executes it.</param>
    public static BandedStep? Of(Step step, Target target) => step switch
    {
        KernelStep { Scratch: null, Node: ConvPlan plan } kernel when kernel.Programs.All(IsPlain) => OfKernel(kernel, ConvLayout.Flatten(plan.Conv), plan.LayoutOf(target)),
        ImageStep { Kind: ImageCopyKind.Pad } pad => OfPadding(pad),
        ImageStep { Kind: ImageCopyKind.ToPixels or ImageCopyKind.ToChannels } transpose => OfTranspose(transpose),
        PoolStep { Pool.Output.Height: > 1 } pool => OfPool(pool),
        _ => null,
    };

    private static bool IsPlain(LaneProgram program) => program is { Walk: not null, Wide: null, Signature.VisitsActiveInputs: false };

    private static BandedStep? OfKernel(KernelStep step, Conv conv, ConvLayout layout)
    {
        if (layout.Pixels is not { } frame)
        {
            return null;
        }

        (Storage, Storage) memory = (step.Inputs[0], step.Output);
        PixelWalk[] walks = [.. step.Programs.Select(program => program.Walk!)];
        if (conv.Window.IsPoint)
        {
            // All pixels in one row: whole tiles, and the pixels that are left.
            int tiles = walks[0].X.Count, rest = walks.Length - 1;
            (long inTile, long outTile) = (walks[0].X.Input, walks[0].X.Output);
            bool isFlat = walks.All(walk => walk.Y.Count == 1) && walks.Skip(1).All(walk => walk.X.Count == 1) && rest <= 1;
            return isFlat
                ? new BandedStep(step, memory, tiles + rest, (
                    units => units <= tiles ? units * outTile : conv.Output.Length,
                    units => units <= tiles ? units * inTile : conv.Input.Length,
                    unit => unit * inTile,
                    units => rest == 0 ? [units] : [Math.Min(units, tiles), Math.Max(0, units - tiles)]))
                : null;
        }

        int height = conv.Output.Height;
        (int stride, int reach, long inRow, long outRow) = (conv.Window.Y.Stride, conv.Window.Y.Reach, frame.RowFloats, conv.Output.Width * conv.Outputs);
        return height > 1 && walks.All(walk => walk.Y.Count == height)
            ? new BandedStep(step, memory, height, (
                units => units * outRow,
                units => (((units - 1L) * stride) + reach) * inRow,
                unit => (long)unit * stride * inRow,
                units => [.. walks.Select(_ => units)]))
            : null;
    }

    private static BandedStep? OfPadding(ImageStep step)
    {
        PaddedPixels frame = step.Layout!.Pixels!.Value;
        long row = (long)frame.Width * frame.Channels;
        return frame.PaddedHeight <= 1 ? null : new BandedStep(step, (step.From, step.To), frame.PaddedHeight, (
            units => (units * (long)frame.RowFloats) + (units == frame.PaddedHeight ? PaddedPixels.Slack : 0),
            units => step.IsChannelsFirst ? long.MaxValue : Math.Min(Math.Max(0, units - frame.Top), frame.Height) * row,
            unit => step.IsChannelsFirst ? 0 : Math.Min(Math.Max(0, unit - frame.Top), frame.Height) * row,
            units => [units]));
    }

    private static BandedStep OfTranspose(ImageStep step)
    {
        (int channels, int pixels) = (step.Image.Channels, step.Image.Pixels);
        bool isToPixels = step.Kind == ImageCopyKind.ToPixels;
        int units = (pixels + TransposedPixels - 1) / TransposedPixels;
        return new BandedStep(step, (step.From, step.To), units, (
            done => isToPixels ? Pixels(done) * channels : done == units ? step.Image.Length : 0,
            done => isToPixels ? long.MaxValue : Pixels(done) * channels,
            unit => isToPixels ? 0 : Pixels(unit) * channels,
            done => [(int)Pixels(done)]));

        long Pixels(int done) => Math.Min((long)done * TransposedPixels, pixels);
    }

    private static BandedStep OfPool(PoolStep step)
    {
        (Pool pool, WindowAxis y) = (step.Pool, step.Pool.Window.Y);
        long inRow = (long)pool.Input.Width * pool.Input.Channels, outRow = (long)pool.Output.Width * pool.Input.Channels;
        return new BandedStep(step, (step.From, step.To), pool.Output.Height, (
            units => units * outRow,
            units => Math.Min(Math.Max(0, ((units - 1L) * y.Stride) + y.Reach - y.PadBefore), pool.Input.Height) * inRow,
            unit => Math.Min(((long)unit * y.Stride) - y.PadBefore, pool.Input.Height) * inRow,
            units => [units]));
    }
}
