using System.Collections.Generic;

namespace SparseCompile.Runtime;

/// <summary>
/// Tables of convolutions that visit the pixels that are not zero: for each channel of the input and each tap, blocks of weights for as many channels of the output as there are lanes.
/// </summary>
/// <remarks>
/// A value of the input meets a range of the window's rows and one of its columns, fewer at the borders. Slots: for each range of columns, channel and row of taps the blocks, each as where it
/// adds, from the pixel of the output that the first tap meets, and where its weights are: whatever rows a value meets, its blocks follow one another, since a loop for each row would be
/// mispredicted at each end. Counts: where each of those rows begins in the slots, and weights before it; the number of blocks. Rows: in entries of the counts, for each row of the input its
/// range of taps; for each column where its range begins.
/// </remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class ActivePixelRecipe : TableRecipe
{
    private readonly ShiftedPlanes _window;
    private readonly int _lanes;

    /// <summary>Describes the tables.</summary>
    /// <param name="window">The window over the image; its strides are 1.</param>
    /// <param name="lanes">Channels of the output side by side.</param>
    public ActivePixelRecipe(ShiftedPlanes window, int lanes)
    {
        _window = window;
        _lanes = lanes;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        int taps = _window.Channels * _window.KernelHeight * _window.KernelWidth;
        ColumnTable columns = ColumnTable.Build(rows, taps);
        List<int> places = [];
        List<float> weights = [];
        int[] starts = new int[taps + 1];
        KernelTables tables = new();
        tables.IsFull = true;
        for (int tap = 0; tap < taps; tap++)
        {
            tables.IsFull &= columns.AddBlocks(tap, _lanes, places, weights);
            starts[tap + 1] = places.Count;
            for (int block = starts[tap]; block < places.Count; block++)
            {
                places[block] += PixelOf(tap) * rows.Positions;
            }
        }

        tables.Bias = KernelTables.Pad(bias, (rows.Positions + _lanes - 1) / _lanes * _lanes);
        tables.Weights = [.. weights];
        List<int[]> ranges = [];
        tables.Rows = Ranges(ranges);
        LayRanges(tables, ranges, columns, starts, places);
        return tables;
    }

    /// <summary>The blocks of each range of columns, channel and row of taps: what a value that is not zero adds is one run of them.</summary>
    private void LayRanges(KernelTables tables, List<int[]> ranges, ColumnTable columns, int[] starts, List<int> places)
    {
        int height = _window.KernelHeight, width = _window.KernelWidth, count = ranges.Count * _window.Channels * height;
        List<int> slots = [];
        tables.Counts = new int[(2 * (count + 1)) + 1];
        int macs = 0;
        for (int i = 0; i < count; i++)
        {
            int[] range = ranges[i / height / _window.Channels];
            int first = ((i / height % _window.Channels * height) + (i % height)) * width;
            for (int block = starts[first + range[0]]; block < starts[first + range[1]]; block++)
            {
                slots.Add(places[block]);
                slots.Add(block * _lanes);
            }

            macs += columns.Starts[first + range[1]] - columns.Starts[first + range[0]];
            tables.Counts[2 * (i + 1)] = slots.Count;
            tables.Counts[(2 * (i + 1)) + 1] = macs;
        }

        tables.Counts[2 * (count + 1)] = places.Count;
        tables.Slots = [.. slots];
    }

    /// <summary>For each row the first tap that meets an output, and the one behind the last; for each column where its range of taps begins in the counts.</summary>
    private int[] Ranges(List<int[]> ranges)
    {
        int[] table = new int[(2 * _window.Height) + _window.Width];
        for (int y = 0; y < _window.Height; y++)
        {
            int[] range = Range(y + _window.Top, _window.DilationY, _window.OutputHeight, _window.KernelHeight);
            (table[2 * y], table[(2 * y) + 1]) = (2 * range[0], 2 * range[1]);
        }

        for (int x = 0; x < _window.Width; x++)
        {
            int[] range = Range(x + _window.Left, _window.DilationX, _window.OutputWidth, _window.KernelWidth);
            int known = ranges.FindIndex(other => other[0] == range[0] && other[1] == range[1]);
            if (known < 0)
            {
                known = ranges.Count;
                ranges.Add(range);
            }

            table[(2 * _window.Height) + x] = 2 * known * _window.Channels * _window.KernelHeight;
        }

        return table;
    }

    private static int[] Range(int place, int dilation, int outputs, int kernel)
    {
        int beyond = place - outputs + 1;
        int first = beyond <= 0 ? 0 : System.Math.Min(kernel, (beyond + dilation - 1) / dilation);
        return [first, System.Math.Max(first, System.Math.Min(kernel, (place / dilation) + 1))];
    }

    /// <summary>What a tap adds lies before the pixel that the first tap meets.</summary>
    private int PixelOf(int tap)
    {
        int row = tap / _window.KernelWidth % _window.KernelHeight, column = tap % _window.KernelWidth;
        return -((row * _window.DilationY * _window.OutputWidth) + (column * _window.DilationX));
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override IReadOnlyList<object> Arguments => [_window, _lanes];
#endif
}
