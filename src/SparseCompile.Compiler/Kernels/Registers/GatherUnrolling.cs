using System.Globalization;
using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Registers;

/// <summary>The unrolled kernels of narrow vectors: every step a statement, in as many kernels as keep each below the JIT's limits.</summary>
internal sealed class GatherUnrolling
{
    private readonly Arrangement _layer;
    private readonly int _width;
    private readonly List<LaneProgram> _programs = [];
    private List<LaneOp> _body = [];
    private int _room;

    private GatherUnrolling(Arrangement layer, int width)
    {
        (_layer, _width) = (layer, width);
        _room = UnrollingBudget.GatherStepsPerMethod(width);
    }

    /// <summary>The programs of a layer for a width of 8, 4 or 1.</summary>
    public static IReadOnlyList<LaneProgram> Lower(Arrangement layer, int width)
    {
        GatherUnrolling unrolling = new(layer, width);
        int weight = 0;
        for (int first = 0; first < layer.Positions; first += width)
        {
            // A row may be longer than a method: its later parts go on from what the earlier ones stored.
            int count = unrolling.StepsAt(first);
            int done = 0;
            do
            {
                int part = Math.Min(unrolling._room, count - done);
                unrolling.AddPart(first, (done, part, count), weight);
                weight += part * width;
                done += part;
                unrolling._room -= part + 1;
                if (unrolling._room <= 0)
                {
                    unrolling.Flush();
                }
            }
            while (done < count);
        }

        unrolling.Flush();
        return unrolling._programs;
    }

    /// <summary>Steps of the rows from a position on: those of the longest.</summary>
    private int StepsAt(int first)
    {
        int longest = 0;
        for (int position = first; position < Math.Min(first + _width, _layer.Positions); position++)
        {
            longest = Math.Max(longest, _layer.Rows.Starts[position + 1] - _layer.Rows.Starts[position]);
        }

        return longest;
    }

    private string Summary => (_width == 1 ? "row by row" : $"rows on {_width} lanes, each lane fetching its own input") + ", every step spelled out";

    private void Flush()
    {
        if (_body.Count > 0 || _programs.Count == 0)
        {
            string name = LaneProgram.NameOf(_width) + "Part" + _programs.Count.ToString(CultureInfo.InvariantCulture);
            LaneSignature signature = new(LaneTable.Bias | LaneTable.Weights);
            _programs.Add(new LaneProgram(name, Summary, _width, signature, _body)
            {
                Recipe = new GatherRecipe(_width, 0),
                IsUnrolled = true,
            });
        }

        _body = [];
        _room = UnrollingBudget.GatherStepsPerMethod(_width);
    }

    private void AddPart(int first, (int From, int Count, int All) steps, int weight)
    {
        if (steps.From == 0)
        {
            _body.Add(new Remark(LaneRemarks.Rows(_layer, first, _width)));
        }

        _body.Add(steps.From == 0 ? new LoadBias(0, first) : new LoadOutput(0, first));
        for (int i = steps.From; i < steps.From + steps.Count; i++, weight += _width)
        {
            _body.Add(new GatherFixed(1, new EquatableArray<int>(SlotsOf(first, i))));
            _body.Add(new MultiplyAdd(0, 1, weight));
        }

        if (steps.From + steps.Count == steps.All && _layer.Layer.Activation.IsOnLanes)
        {
            _body.Add(new Activate(0, _layer.Layer.Activation));
        }

        _body.Add(new Store(0, first, _width));
    }

    /// <summary>The slot of each lane in a step, as <see cref="GatherTable"/> has them: idle lanes read the zero of the first period.</summary>
    private int[] SlotsOf(int first, int step)
    {
        int[] slots = new int[_width];
        SparseRows rows = _layer.Rows;
        for (int lane = 0; lane < _width; lane++)
        {
            int position = first + lane;
            bool isActive = position < rows.Positions && rows.Starts[position] + step < rows.Starts[position + 1];
            slots[lane] = isActive ? rows.Slots[rows.Starts[position] + step] : SlotLayout.Period - 1;
        }

        return slots;
    }
}
