using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>target = the indices of four groups of 16 lanes, a byte each, for the lookups that follow. </summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First index, from the cursor of the indices.</param>
public sealed record LoadIndices(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = the value that index[lane] picks from the concatenated source registers.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Sources">Two or four registers of 16.</param>
/// <param name="Offset">First index, from the cursor of the indices.</param>
/// <param name="IsSigned">The value's sign changes where the index says so (<see cref="SparseCompile.Runtime.SignedTable.Minus"/>).</param>
/// <param name="Packed">The register of <see cref="LoadIndices"/> that has the indices; null: they are loaded here, a byte each.</param>
public sealed record Lookup(int Target, EquatableArray<int> Sources, int Offset, bool IsSigned = false, int? Packed = null) : LaneOp
{
    /// <summary>The group of 16 lanes whose indices it takes.</summary>
    public int Group => Offset / SparseCompile.Runtime.WindowTable.Lanes;

    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>The same from two registers of 16, with indices of 32 bits at a fixed place: what an unrolled kernel does.</summary>
/// <param name="Target">Register written.</param>
/// <param name="First">The first register of 16.</param>
/// <param name="Second">The second.</param>
/// <param name="Offset">First index.</param>
public sealed record LookupFixed(int Target, int First, int Second, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = input[slots[offset + lane]].</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record Gather(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = input[slots[offset + lane / share]]: neighbouring lanes share an input.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Share">Lanes that share an input: 16 or 8.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record FetchShared(int Target, int Share, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = input[slots[offset + lane / 4] + lane % 4]: four consecutive inputs for every four lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record FetchQuads(int Target, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = source[lane / 4 * 4 + which]: one of the four inputs for each of four lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Source">Register read.</param>
/// <param name="Which">0 to 3.</param>
public sealed record PickOfQuad(int Target, int Source, int Which) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target[lane] = input[slot of the lane], slots being part of the code.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Slots">One slot for each lane.</param>
public sealed record GatherFixed(int Target, EquatableArray<int> Slots) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>target keeps its active lanes and becomes +0 on the others.</summary>
/// <param name="Target">Register changed.</param>
/// <param name="Mask">Which mask of the masks table.</param>
public sealed record SelectLanes(int Target, int Mask) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}
