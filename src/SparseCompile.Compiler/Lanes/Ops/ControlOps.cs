using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>Words for the reader of the generated code.</summary>
/// <param name="Text">One line.</param>
public sealed record Remark(string Text) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>output[offset...] = the first lanes of a register.</summary>
/// <param name="Register">Register read.</param>
/// <param name="Offset">First float, from the cursor of the output.</param>
/// <param name="Count">Lanes stored.</param>
public sealed record Store(int Register, int Offset, int Count) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>Moves the cursor of a table, or of the output.</summary>
/// <param name="Table">Which one.</param>
/// <param name="Amount">By how many elements.</param>
public sealed record Advance(LaneTable Table, int Amount) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>Repeats its body.</summary>
/// <param name="Count">How often; null: as the next entry of the counts table says.</param>
/// <param name="Body">The operations.</param>
public sealed record Loop(int? Count, EquatableArray<LaneOp> Body) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}
