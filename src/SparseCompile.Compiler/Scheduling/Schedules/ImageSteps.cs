using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Convolution;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>The steps of a node that reads and computes an image: its kernels, and the copies into and out of the layouts that they want.</summary>
/// <param name="node">The node.</param>
/// <param name="input">Where its input is.</param>
/// <param name="isChannelsFirst">The input's elements are in their own order; else its channels are side by side.</param>
internal sealed class ImageSteps(NodePlan node, Storage input, bool isChannelsFirst)
{
    /// <summary>The steps of a convolution.</summary>
    /// <param name="layout">The layouts of the target's kernel.</param>
    /// <param name="programs">The kernel's programs.</param>
    /// <param name="schedule">Makes memory, takes a step, and takes the result.</param>
    public void Emit(
        ConvLayout layout,
        IReadOnlyList<LaneProgram> programs,
        (Func<int, string, Storage> Make, Action<Step, (Storage, int)[]> Emit, Action<NodePlan, Storage> Leave) schedule)
    {
        Conv conv = ConvLayout.Flatten((Conv)node.Node.Operator);
        Storage source = input;

        // A single channel, or a single pixel, is the same either way.
        bool isEither = conv.Input.Channels == 1 || conv.Input.Pixels == 1;
        bool isFirst = isChannelsFirst || isEither;
        if (layout.Pixels is null && !isFirst)
        {
            // Rows of planes are copied by vectors where pixels lie one after the other: with channels side by side, a float at a time, that took twice as long as the convolution.
            source = schedule.Make(node.Node.Output, "Channels");
            schedule.Emit(new ImageStep(ImageCopyKind.ToChannels, input, source, conv.Input), [(input, 0), (source, conv.Input.Length)]);
            isFirst = true;
        }

        // Channels of whole vectors of pixels, one after the other, are the planes of a window of one pixel.
        bool isThere = layout.Planes is not null
            ? conv.Window.IsPoint && layout.PlaneFloats == conv.Input.Pixels
            : layout.IsDirect && (!isChannelsFirst || isEither) && !(layout.ReadsBehind && input.IsExternal);
        if (!isThere)
        {
            Storage before = source;
            source = schedule.Make(node.Node.Output, layout.Pixels is null ? "Planes" : "Padded");
            ImageCopyKind kind = layout.Pixels is null ? ImageCopyKind.Shift : ImageCopyKind.Pad;
            ImageStep copy = new(kind, before, source, conv.Input) { IsChannelsFirst = layout.Pixels is null ? isFirst : isChannelsFirst, Layout = layout };
            schedule.Emit(copy, [(before, 0), (source, layout.Pixels?.Floats ?? layout.Planes!.Value.Floats)]);
        }

        bool isPlanes = layout.Planes is not null;
        bool isCopied = isPlanes
            ? !(node.IsInOrder && layout.PlaneFloats == conv.Output.Pixels)
            : (node.IsInOrder && !IsEitherWay(conv.Output)) || (layout.WritesBehind && node.IsOutput);
        Storage results = Results(conv.Output, isCopied, isPlanes ? "Rows" : "Pixels", schedule.Make);
        int floats = isPlanes ? layout.PlaneFloats * conv.Outputs : conv.Output.Length + PaddedPixels.Slack;
        int read = layout.ReadsBehind ? conv.Input.Length + PaddedPixels.Slack : 0;
        Storage? active = programs[0].Signature.IsByChannel ? schedule.Make(node.Node.Output, "Active") : null;
        schedule.Emit(
            new KernelStep(node, programs, [source], results, active),
            active is null ? [(source, read), (results, floats)] : [(source, read), (results, floats), (active, (2 * conv.Input.Length) + conv.Input.Channels + 16)]);
        Arrange(conv.Output, results, isPlanes ? layout.PlaneFloats : 0, schedule);
    }

    /// <summary>The steps of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="schedule">Makes memory, takes a step, and takes the result.</param>
    public void Emit(Pool pool, (Func<int, string, Storage> Make, Action<Step, (Storage, int)[]> Emit, Action<NodePlan, Storage> Leave) schedule)
    {
        Storage source = PixelsOf(pool.Input, schedule);
        Storage results = Results(pool.Output, node.IsInOrder && !IsEitherWay(pool.Output), "Pixels", schedule.Make);
        schedule.Emit(new PoolStep(pool, source, results), [(source, 0), (results, pool.Output.Length + PaddedPixels.Slack)]);
        Arrange(pool.Output, results, 0, schedule);
    }

    /// <summary>The steps of k-winners, of a vector too.</summary>
    /// <param name="plan">Which.</param>
    /// <param name="schedule">Makes memory, takes a step, and takes the result.</param>
    public void Emit(WinnersPlan plan, (Func<int, string, Storage> Make, Action<Step, (Storage, int)[]> Emit, Action<NodePlan, Storage> Leave) schedule)
    {
        KWinners winners = plan.Winners;
        ImageShape image = winners.Image ?? new ImageShape(winners.Length, 1, 1);
        Storage source = PixelsOf(image, schedule);
        Storage results = Results(image, node.IsInOrder && !IsEitherWay(image), "Pixels", schedule.Make);
        Storage room = schedule.Make(node.Node.Output, "Room");
        schedule.Emit(
            new WinnersStep(plan, source, results, room), [(source, 0), (results, image.Length + PaddedPixels.Slack), (room, (2 * winners.Competing) + 32)]);
        Arrange(image, results, 0, schedule);
    }

    /// <summary>The input with its channels side by side.</summary>
    private Storage PixelsOf(ImageShape image, (Func<int, string, Storage> Make, Action<Step, (Storage, int)[]> Emit, Action<NodePlan, Storage> Leave) schedule)
    {
        if (!isChannelsFirst || IsEitherWay(image))
        {
            return input;
        }

        Storage pixels = schedule.Make(node.Node.Output, "Padded");
        schedule.Emit(new ImageStep(ImageCopyKind.ToPixels, input, pixels, image) { PlaneFloats = image.Pixels }, [(input, 0), (pixels, image.Length + PaddedPixels.Slack)]);
        return pixels;
    }

    private static bool IsEitherWay(ImageShape image) => image.Channels == 1 || image.Pixels == 1;

    /// <summary>Memory for results: the value itself where they need no copy.</summary>
    private Storage Results(ImageShape image, bool isCopied, string suffix, Func<int, string, Storage> make) =>
        isCopied ? make(node.Node.Output, suffix) : node.IsOutput && image.Length > 0 ? Storage.Output : make(node.Node.Output, "Packed");

    /// <summary>Puts results in the value's order: channels one after the other, or side by side.</summary>
    private void Arrange(
        ImageShape image,
        Storage results,
        int planeFloats,
        (Func<int, string, Storage> Make, Action<Step, (Storage, int)[]> Emit, Action<NodePlan, Storage> Leave) schedule)
    {
        bool isFirst = node.IsInOrder;
        ImageCopyKind? kind = planeFloats == image.Pixels && isFirst ? null
            : planeFloats > 0 ? isFirst ? ImageCopyKind.Join : ImageCopyKind.ToPixels
            : isFirst && !IsEitherWay(image) ? ImageCopyKind.ToChannels : null;
        if (kind is not { } copy)
        {
            schedule.Leave(node, results);
            return;
        }

        Storage value = node.IsOutput ? Storage.Output : schedule.Make(node.Node.Output, "Packed");
        schedule.Emit(new ImageStep(copy, results, value, image) { PlaneFloats = planeFloats }, [(results, 0), (value, image.Length + PaddedPixels.Slack)]);
        schedule.Leave(node, value);
    }
}
