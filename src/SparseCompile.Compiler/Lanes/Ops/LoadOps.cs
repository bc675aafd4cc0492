namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>target = 16 (or Width) biases.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First bias, from the cursor.</param>
public sealed record LoadBias(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = the bias on all lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">The bias, from the cursor.</param>
public sealed record BroadcastBias(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = what an earlier part of the work stored at this place of the output.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First float, from the open row where there is one.</param>
public sealed record LoadOutput(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>From here on, biases and outputs are those of the row the rows table gives: offsets count from its bias, and from its place in the output.</summary>
/// <param name="Offset">Entry of the rows table, from the cursor.</param>
public sealed record OpenRow(int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>The window opens at the input slot the slots table gives.</summary>
/// <param name="Offset">Entry of the slots table, from the cursor.</param>
public sealed record OpenWindow(int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = Width consecutive slots of the open window (times the stride of a batch).</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First float, from the window's start.</param>
public sealed record LoadWindow(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = consecutive inputs at a fixed place; lanes beyond <paramref name="Count"/> are zero.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First input.</param>
/// <param name="Count">Inputs there are, at most the width.</param>
public sealed record LoadInput(int Target, int Offset, int Count) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = 0 on all lanes.</summary>
/// <param name="Target">Register written.</param>
public sealed record LoadZero(int Target) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = Width consecutive values of an operand of a join.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Operand">Which operand, 0 for the first.</param>
/// <param name="Offset">First float, from the operands' common cursor.</param>
public sealed record LoadOperand(int Target, int Operand, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = the weight on all lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">The weight, from the cursor.</param>
public sealed record BroadcastWeight(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = Width consecutive weights, for several multiply-adds; -0 on idle lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First weight, from the cursor.</param>
public sealed record LoadWeights(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target = one value of the open window, or of the input where none was opened, on all lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">The float, from the start of the window, or of the input.</param>
public sealed record BroadcastInput(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}
