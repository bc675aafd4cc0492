namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>An operation of the lane machine. Registers are numbered; offsets count from the table's cursor, which only <see cref="Advance"/> moves.</summary>
public abstract record LaneOp
{
    /// <summary>Hands the operation to the visitor's overload for its type.</summary>
    public abstract void Accept(ILaneOpVisitor visitor);
}
