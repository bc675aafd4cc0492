using System.Collections.Generic;

namespace SparseCompile.Runtime;

/// <summary>Tables of kernels that visit the columns of non-zero inputs in blocks of rows, over packed inputs.</summary>
/// <remarks>Counts: for each input where its blocks start, and the weights before them; one pair more. Rows: the first row of each block, a multiple of the lanes.</remarks>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class ColumnBlockRecipe : TableRecipe
{
    private readonly int _lanes;
    private readonly int _rows;
    private readonly int _inputs;

    /// <summary>Describes the tables.</summary>
    /// <param name="lanes">Rows of a block.</param>
    /// <param name="rows">Rows of the layer.</param>
    /// <param name="inputs">Values of the packed input, and as many zeros behind them as are looked at.</param>
    public ColumnBlockRecipe(int lanes, int rows, int inputs)
    {
        _lanes = lanes;
        _rows = rows;
        _inputs = inputs;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        ColumnTable columns = ColumnTable.Build(PackedRows.Of(rows, _rows), _inputs);
        List<int> places = [];
        List<float> weights = [];
        KernelTables tables = new();
        tables.IsFull = true;
        tables.Counts = new int[2 * (_inputs + 1)];
        for (int input = 0; input < _inputs; input++)
        {
            tables.IsFull &= columns.AddBlocks(input, _lanes, places, weights, _rows);
            tables.Counts[2 * (input + 1)] = places.Count;
            tables.Counts[(2 * (input + 1)) + 1] = columns.Starts[input + 1];
        }

        tables.Bias = KernelTables.Pad(PackedRows.Values(bias, rows.Positions, _rows), (_rows + _lanes - 1) / _lanes * _lanes);
        tables.Rows = [.. places];
        tables.Weights = [.. weights];
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override IReadOnlyList<object> Arguments => [_lanes, _rows, _inputs];
#endif
}
