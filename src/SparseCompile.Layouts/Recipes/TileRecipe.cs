namespace SparseCompile.Runtime;

/// <summary>Tables of kernels for a batch: each weight is broadcast, tile by tile of the input (<see cref="TileTable"/>).</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class TileRecipe : TableRecipe
{
    private readonly int _tileSlots;
    private readonly bool _visitsAllLast;
    private readonly int _passes;

    /// <summary>Describes the tables.</summary>
    /// <param name="tileSlots">Slots of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all positions: an epilogue follows.</param>
    /// <param name="passes">Sums of each row where they come first; else 0.</param>
    public TileRecipe(int tileSlots, bool visitsAllLast, int passes)
    {
        _tileSlots = tileSlots;
        _visitsAllLast = visitsAllLast;
        _passes = passes;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(bias, rows.Positions);
        SparseRows own = rows;
        if (_passes > 0)
        {
            SumRows sums = SumRows.Of(rows, _passes, SumRows.Chunks(rows.Positions, 1));
            own = sums.Rows;
            tables.Scales = sums.Scales;
        }

        if (_passes > 1)
        {
            tables.Counts = own.Lengths();
            tables.Slots = own.Slots;
            tables.Weights = own.Weights;
            tables.Rows = TileTable.InOrder(rows.Positions);
            return tables;
        }

        TileTable table = TileTable.Build(own, _tileSlots, _visitsAllLast);
        tables.Counts = table.Counts;
        tables.Slots = table.Slots;
        tables.Weights = table.Weights;
        tables.Rows = table.Positions;
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_tileSlots, _visitsAllLast, _passes];
#endif
}
