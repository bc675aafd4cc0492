namespace SparseCompile.Runtime;

/// <summary>Tables of kernels for weights pruned in blocks (<see cref="BlockTable"/>), over packed inputs.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class BlockRecipe : TableRecipe
{
    private readonly int _height;
    private readonly int _width;
    private readonly int _groups;
    private readonly int _rows;
    private readonly int _inputs;

    /// <summary>Describes the tables.</summary>
    /// <param name="height">Rows that share their inputs: 16, 8 or 4.</param>
    /// <param name="width">Consecutive inputs fetched at a time: 1 or 4.</param>
    /// <param name="groups">Groups of 16 rows in a panel: 4, 2 or 1.</param>
    /// <param name="rows">Rows of the layer.</param>
    /// <param name="inputs">Values of the packed input; zeros follow.</param>
    public BlockRecipe(int height, int width, int groups, int rows, int inputs)
    {
        _height = height;
        _width = width;
        _groups = groups;
        _rows = rows;
        _inputs = inputs;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        int[] panels = RowPanels.Cut(_rows, _groups);
        BlockTable table = BlockTable.Build(PackedRows.Of(rows, _rows), panels, _height, _width, _inputs, leastUse: 0)!;
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(PackedRows.Values(bias, rows.Positions, _rows), RowPanels.Capacity(panels));
        tables.Counts = table.Counts;
        tables.Slots = table.Inputs;
        tables.Weights = table.Weights;
        tables.IsFull = table.IsFull;
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_height, _width, _groups, _rows, _inputs];
#endif
}
