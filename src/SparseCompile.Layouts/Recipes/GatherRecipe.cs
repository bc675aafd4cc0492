namespace SparseCompile.Runtime;

/// <summary>Tables of kernels whose lanes each fetch their own input: SELL-C-sigma, C being the lanes (<see cref="GatherTable"/>).</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
sealed class GatherRecipe : TableRecipe
{
    private readonly int _lanes;
    private readonly int _passes;

    /// <summary>Describes the tables.</summary>
    /// <param name="lanes">Rows side by side: 8 or 4.</param>
    /// <param name="passes">Sums of each row where they come first; else 0.</param>
    public GatherRecipe(int lanes, int passes)
    {
        _lanes = lanes;
        _passes = passes;
    }

    /// <inheritdoc/>
    public override KernelTables Lay(SparseRows rows, float[] bias)
    {
        KernelTables tables = new();
        tables.Bias = KernelTables.Pad(bias, (rows.Positions + _lanes - 1) / _lanes * _lanes);
        SparseRows own = rows;
        if (_passes > 0)
        {
            SumRows sums = SumRows.Of(rows, _passes, SumRows.Chunks(rows.Positions, _lanes));
            own = sums.Rows;
            tables.Scales = sums.Scales;
        }

        GatherTable table = GatherTable.Build(own, _lanes);
        tables.Counts = table.Counts;
        tables.Slots = table.Slots;
        tables.Weights = table.Weights;
        return tables;
    }

#if SPARSECOMPILE_COMPILER
    /// <inheritdoc/>
    public override System.Collections.Generic.IReadOnlyList<object> Arguments => [_lanes, _passes];
#endif
}
