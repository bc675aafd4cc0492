using System.Globalization;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Convolution.Unrolled;

/// <summary>The programs of an unrolled convolution: each runs over all pixels, in as many programs as keep each below the JIT's limits.</summary>
internal sealed class ConvUnrolling
{
    private readonly KernelCandidate _kernel;
    private readonly ChannelRecipe _recipe;
    private readonly KernelTables _tables;
    private readonly bool _isDepthwise;
    private readonly int _lanes;
    private readonly List<LaneProgram> _programs = [];
    private List<LaneOp> _body = [];
    private Pixels _pixels;
    private int _room;

    private ConvUnrolling(KernelCandidate kernel, Target target, Conv conv, PaddedPixels frame)
    {
        _kernel = kernel;
        _lanes = target.Lanes;
        _isDepthwise = DepthwiseGenerator.IsDepthwise(conv);
        _recipe = ChannelLowering.Recipe(conv, _lanes, frame, _isDepthwise);
        _tables = _recipe.Lay(kernel.Layer.Rows, kernel.Layer.StoredBias);
    }

    /// <summary>Lowers a kernel.</summary>
    public static IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target, ConvLayout layout)
    {
        Conv conv = ConvArrangement.Conv(kernel.Layer);
        PaddedPixels frame = layout.Pixels!.Value;
        ConvUnrolling unrolling = new(kernel, target, conv, frame);
        int width = conv.Output.Width;
        int side = kernel.Spec.Number("p");
        int whole = width / side;
        foreach ((int count, int runs, int left) in new[] { (side, whole, 0), (width - (whole * side), 1, whole * side) }.Where(part => part.Item1 > 0 && part.Item2 > 0))
        {
            (int inPixel, int outPixel) = (conv.Window.X.Stride * frame.Channels, conv.Outputs);
            WalkAxis y = new(conv.Output.Height, conv.Window.Y.Stride * frame.RowFloats, width * outPixel);
            WalkAxis x = new(runs, count * inPixel, count * outPixel, left * inPixel, left * outPixel);
            unrolling.Add(new Pixels(count, inPixel, outPixel, new PixelWalk(y, x, 1)));
        }

        return unrolling._programs;
    }

    private void Add(Pixels pixels)
    {
        _pixels = pixels;
        int step = 0;
        for (int group = 0; group < _tables.Counts.Length; group++)
        {
            // A sum may be longer than a method: its later parts go on from what the earlier ones stored.
            int count = _tables.Counts[group];
            int done = 0;
            do
            {
                _room = _body.Count == 0 ? Math.Max(1, UnrollingBudget.StepsPerMethod / pixels.Count) : _room;
                int part = Math.Min(_room, count - done);
                AddPart(group, step + done, part, isFirst: done == 0, isLast: done + part == count);
                done += part;
                _room -= part + 1;
                if (_room <= 0)
                {
                    Flush();
                }
            }
            while (done < count);

            step += count;
        }

        Flush();
    }

    private void AddPart(int group, int firstStep, int count, bool isFirst, bool isLast)
    {
        int first = group * _lanes;
        if (isFirst)
        {
            _body.Add(new Remark(LaneRemarks.Rows(_kernel.Layer, first, _lanes)));
        }

        for (int i = 0; i < _pixels.Count; i++)
        {
            _body.Add(isFirst ? new LoadBias(i, first) : new LoadOutput(i, first + (i * _pixels.Output)));
        }

        (int weights, int input) = (_pixels.Count, _pixels.Count + 1);
        for (int step = firstStep; step < firstStep + count; step++)
        {
            _body.Add(new LoadWeights(weights, step * _lanes));
            for (int i = 0; i < _pixels.Count; i++)
            {
                int place = _tables.Slots[step] + (i * _pixels.Input);
                _body.Add(_isDepthwise ? new LoadInput(input, place, _lanes) : new BroadcastInput(input, place));
                _body.Add(new MultiplyAddBroadcast(i, weights, input, _kernel.IsMasked));
            }
        }

        for (int i = 0; i < _pixels.Count; i++)
        {
            if (isLast && _kernel.Layer.Layer.Activation.IsOnLanes)
            {
                _body.Add(new Activate(i, _kernel.Layer.Layer.Activation));
            }

            _body.Add(new Store(i, first + (i * _pixels.Output), Math.Min(_lanes, _kernel.Layer.Positions - first)));
        }
    }

    private void Flush()
    {
        // One without channels has a program that does nothing.
        if (_body.Count > 0 || _programs.Count == 0)
        {
            string name = FormattableString.Invariant($"{(_isDepthwise ? "Depthwise" : "Channels")}{_lanes}x{_pixels.Count}Part{_programs.Count.ToString(CultureInfo.InvariantCulture)}");
            string inputs = _isDepthwise ? "each with its own input" : "an input broadcast";
            string summary = FormattableString.Invariant($"channels on {_lanes} lanes, {inputs}, {_pixels.Count} pixels at a time, every step spelled out");
            _programs.Add(new LaneProgram(name, summary, _lanes, new LaneSignature(LaneTable.Bias | LaneTable.Weights), _body)
            {
                Vectors = _pixels.Count,
                Recipe = _recipe,
                IsUnrolled = true,
                Walk = _pixels.Walk,
            });
        }

        _body = [];
    }

    /// <summary>The pixels that a vector of weights meets.</summary>
    /// <param name="Count">How many, in a row.</param>
    /// <param name="Input">Floats of the input from one to the next.</param>
    /// <param name="Output">Floats of the output from one to the next.</param>
    /// <param name="Walk">For which the program runs.</param>
    private readonly record struct Pixels(int Count, int Input, int Output, PixelWalk Walk);
}
