using System.Collections.Generic;

namespace SparseCompile.Runtime;

/// <summary>
/// Tables of convolutions that visit the pixels that are not zero: for each channel of the input and each tap, blocks of weights for as many channels of the output as there are lanes.
/// </summary>
/// <remarks>
/// Counts: where the blocks of each (channel, tap) start, and one entry more; then the same for weights. Rows: for each row of the input, then for each column, the first tap that meets an
/// output and the one behind the last. Slots: where a block adds, from the pixel of the output that the first tap meets.
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
        List<int> slots = [];
        List<float> weights = [];
        KernelTables tables = new();
        tables.IsFull = true;
        tables.Counts = new int[2 * (taps + 1)];
        for (int tap = 0; tap < taps; tap++)
        {
            tables.Counts[tap] = slots.Count;
            tables.Counts[taps + 1 + tap] = columns.Starts[tap];
            AddBlocks(columns, tap, rows.Positions, slots, weights, tables);
        }

        tables.Counts[taps] = slots.Count;
        tables.Counts[(2 * taps) + 1] = columns.Starts[taps];
        tables.Bias = KernelTables.Pad(bias, (rows.Positions + _lanes - 1) / _lanes * _lanes);
        tables.Rows = TapRanges();
        tables.Slots = [.. slots];
        tables.Weights = [.. weights];
        return tables;
    }

    /// <summary>The first tap that meets an output, and the one behind the last: for each row, then for each column.</summary>
    private int[] TapRanges()
    {
        int[] ranges = new int[2 * (_window.Height + _window.Width)];
        for (int i = 0; i < _window.Height + _window.Width; i++)
        {
            bool isRow = i < _window.Height;
            int place = isRow ? i + _window.Top : i - _window.Height + _window.Left;
            int dilation = isRow ? _window.DilationY : _window.DilationX, outputs = isRow ? _window.OutputHeight : _window.OutputWidth;
            int beyond = place - outputs + 1;
            ranges[2 * i] = beyond <= 0 ? 0 : (beyond + dilation - 1) / dilation;
            ranges[(2 * i) + 1] = System.Math.Min(isRow ? _window.KernelHeight : _window.KernelWidth, (place / dilation) + 1);
        }

        return ranges;
    }

    private void AddBlocks(ColumnTable columns, int tap, int positions, List<int> slots, List<float> weights, KernelTables tables)
    {
        int row = tap / _window.KernelWidth % _window.KernelHeight, column = tap % _window.KernelWidth;
        int pixel = -((row * _window.DilationY * _window.OutputWidth) + (column * _window.DilationX));
        int k = columns.Starts[tap];
        while (k < columns.Starts[tap + 1])
        {
            int first = columns.Positions[k] / _lanes * _lanes;
            slots.Add((pixel * positions) + first);
            for (int lane = 0; lane < _lanes; lane++)
            {
                bool isActive = k < columns.Starts[tap + 1] && columns.Positions[k] == first + lane;
                tables.IsFull &= isActive;
                weights.Add(isActive ? columns.Weights[k++] : -0f);
            }
        }
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override IReadOnlyList<object> Arguments => [_window, _lanes];
#endif
}
