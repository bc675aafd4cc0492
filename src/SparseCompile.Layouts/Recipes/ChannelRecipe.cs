using System.Collections.Generic;

namespace SparseCompile.Runtime;

/// <summary>Tables of convolutions with channels of the output on the lanes: an input meets the weights of as many channels, at several pixels, over <see cref="PaddedPixels"/>.</summary>
/// <remarks>A step is a tap that one of the group's channels has a weight for. Depthwise, lanes have inputs of their own: a step is a place of the window.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class ChannelRecipe : TableRecipe
{
    private readonly int _lanes;
    private readonly bool _isDepthwise;
    private readonly int _kernelHeight;
    private readonly int _kernelWidth;
    private readonly int _rowFloats;
    private readonly int _columnFloats;

    /// <summary>Describes the tables.</summary>
    /// <param name="lanes">Channels side by side: 16, 8, 4 or 1.</param>
    /// <param name="isDepthwise">Channel c of the output reads channel c of the input alone.</param>
    /// <param name="kernelHeight">Rows of the window.</param>
    /// <param name="kernelWidth">Columns of the window.</param>
    /// <param name="rowFloats">Floats from one row of taps to the next.</param>
    /// <param name="columnFloats">Floats from one column of taps to the next.</param>
    public ChannelRecipe(int lanes, bool isDepthwise, int kernelHeight, int kernelWidth, int rowFloats, int columnFloats)
    {
        _lanes = lanes;
        _isDepthwise = isDepthwise;
        _kernelHeight = kernelHeight;
        _kernelWidth = kernelWidth;
        _rowFloats = rowFloats;
        _columnFloats = columnFloats;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        int groups = (rows.Positions + _lanes - 1) / _lanes;
        List<int> slots = [];
        List<float> weights = [];
        KernelTables tables = new();
        tables.Counts = new int[groups];
        tables.Bias = KernelTables.Pad(bias, groups * _lanes);
        tables.IsFull = true;
        for (int group = 0; group < groups; group++)
        {
            int first = group * _lanes;
            int last = System.Math.Min(first + _lanes, rows.Positions);
            tables.Counts[group] = AddSteps(rows, (first, last), slots, weights, tables);
        }

        tables.Slots = [.. slots];
        tables.Weights = [.. weights];
        return tables;
    }

    /// <summary>The steps of a group, taps ascending: the chain of each channel is that of its row.</summary>
    private int AddSteps(SparseRows rows, (int First, int Last) group, List<int> slots, List<float> weights, KernelTables tables)
    {
        int[] next = new int[group.Last - group.First];
        System.Array.Copy(rows.Starts, group.First, next, 0, next.Length);
        int steps = 0;
        while (true)
        {
            int least = int.MaxValue;
            for (int lane = 0; lane < next.Length; lane++)
            {
                int k = next[lane];
                least = k < rows.Starts[group.First + lane + 1] ? System.Math.Min(least, StepOf(rows.Slots[k])) : least;
            }

            if (least == int.MaxValue)
            {
                return steps;
            }

            steps++;
            slots.Add(OffsetOf(least, group.First));
            for (int lane = 0; lane < _lanes; lane++)
            {
                bool isActive = lane < next.Length && next[lane] < rows.Starts[group.First + lane + 1] && StepOf(rows.Slots[next[lane]]) == least;
                tables.IsFull &= isActive || lane >= next.Length;
                weights.Add(isActive ? rows.Weights[next[lane]++] : -0f);
            }
        }
    }

    private int StepOf(int tap) => _isDepthwise ? tap % (_kernelHeight * _kernelWidth) : tap;

    private int OffsetOf(int step, int firstChannel)
    {
        int channel = _isDepthwise ? firstChannel : step / (_kernelHeight * _kernelWidth);
        return (step / _kernelWidth % _kernelHeight * _rowFloats) + (step % _kernelWidth * _columnFloats) + channel;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override IReadOnlyList<object> Arguments => [_lanes, _isDepthwise, _kernelHeight, _kernelWidth, _rowFloats, _columnFloats];
#endif
}
