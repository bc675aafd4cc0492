namespace SparseCompile.Runtime;

/// <summary>Tables of kernels that permute inputs out of a sliding window (<see cref="WindowTable"/>), with weights or with sums first (<see cref="SignedTable"/>).</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class WindowRecipe : TableRecipe
{
    private readonly int _window;
    private readonly int _groups;
    private readonly int _passes;
    private readonly int _rows;

    /// <summary>Describes the tables.</summary>
    /// <param name="window">Slots of a window: 64 over <see cref="SlotLayout"/>; 32 over packed inputs, or over <see cref="NarrowSlots"/> where sums come first.</param>
    /// <param name="groups">Groups of 16 rows in a panel: 4, 2 or 1.</param>
    /// <param name="passes">Sums of each row where they come first; else 0.</param>
    /// <param name="rows">Rows of the layer.</param>
    public WindowRecipe(int window, int groups, int passes, int rows)
    {
        _window = window;
        _groups = groups;
        _passes = passes;
        _rows = rows;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        bool isSlots = _window == WindowTable.Window;
        SparseRows own = isSlots ? rows : _passes > 0 ? NarrowSlots.Rows(rows, _rows) : PackedRows.Of(rows, _rows);
        int[] panels = RowPanels.Cut(own.Positions, _groups);
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(isSlots ? bias : PackedRows.Values(bias, rows.Positions, _rows), RowPanels.Capacity(panels));
        if (_passes == 0)
        {
            WindowTable table = WindowTable.Build(own, panels, _window);
            PackedIndices.Pack(table, panels, isSigned: false);
            tables.Counts = table.Counts;
            tables.Steps = table.Steps;
            tables.IsFull = table.IsFull;
            return tables;
        }

        SignedTable signed = SignedTable.Build(own, _passes, panels, _window);
        PackedIndices.Pack(signed.Windows, signed.Groups, isSigned: true);

        // The indices hold the signs: no kernel reads the weights, four bytes for each of their one.
        signed.Windows.Steps.Weights = [];
        tables.Counts = signed.Windows.Counts;
        tables.Steps = signed.Windows.Steps;
        tables.Scales = signed.Scales;
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_window, _groups, _passes, _rows];
#endif
}
