namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>target = Width biases, held as doubles until they are settled.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First bias, from the cursor.</param>
public sealed record LoadWideBias(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// For each register and lane, the next of both: accumulator = weight input[slot] + accumulator, rounded once, by way of doubles; where that may not be what was computed, it is remembered until the
/// registers are settled.
/// </summary>
/// <param name="Registers">Registers 0 to this, read and written, held as doubles. Weights and slots are those at their cursors.</param>
/// <param name="IsChecked">Exact sums are never in doubt.</param>
public sealed record MultiplyAddWide(int Registers, bool IsChecked) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>Registers that were held as doubles become floats; where a rounding of the block was in doubt, its sums are computed again.</summary>
/// <param name="Registers">Registers 0 to this.</param>
public sealed record Settle(int Registers) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}
