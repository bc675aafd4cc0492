namespace SparseCompile.Runtime;

/// <summary>Tables of convolutions with pixels on the lanes: each weight is broadcast (<see cref="TileTable"/>) and meets the pixels of <see cref="ShiftedPlanes"/>.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class PixelRecipe : TableRecipe
{
    private readonly ShiftedPlanes _planes;
    private readonly int _tileTaps;
    private readonly bool _visitsAllLast;

    /// <summary>Describes the tables.</summary>
    /// <param name="planes">The layout of the input.</param>
    /// <param name="tileTaps">Taps of a tile.</param>
    /// <param name="visitsAllLast">The last tile visits all rows: an epilogue follows.</param>
    public PixelRecipe(ShiftedPlanes planes, int tileTaps, bool visitsAllLast)
    {
        _planes = planes;
        _tileTaps = tileTaps;
        _visitsAllLast = visitsAllLast;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        TileTable table = TileTable.Build(rows, _tileTaps, _visitsAllLast);
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(bias, rows.Positions);
        tables.Counts = table.Counts;
        tables.Rows = table.Positions;
        tables.Weights = table.Weights;
        tables.Slots = new int[table.Slots.Length];
        for (int i = 0; i < tables.Slots.Length; i++)
        {
            tables.Slots[i] = _planes.OffsetOf(table.Slots[i]);
        }

        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_planes, _tileTaps, _visitsAllLast];
#endif
}
