namespace SparseCompile.Runtime;

/// <summary>Tables of kernels that visit the columns of non-zero inputs: CSC (<see cref="ColumnTable"/>).</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class ColumnRecipe : TableRecipe
{
    private readonly int _slots;
    private readonly int _lanes;

    /// <summary>Describes the tables.</summary>
    /// <param name="slots">Slots of the input.</param>
    /// <param name="lanes">Lanes that biases are loaded on.</param>
    public ColumnRecipe(int slots, int lanes)
    {
        _slots = slots;
        _lanes = lanes;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        ColumnTable table = ColumnTable.Build(rows, _slots);
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(bias, (rows.Positions + _lanes - 1) / _lanes * _lanes);
        tables.Counts = table.Starts;
        tables.Rows = table.Positions;
        tables.Weights = table.Weights;
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_slots, _lanes];
#endif
}
