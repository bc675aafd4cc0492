namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>One overload for each operation, none with a default: who prints, counts, executes or verifies programs does not compile until it knows a new one.</summary>
public interface ILaneOpVisitor
{
    /// <summary>Visits <see cref="Remark"/>.</summary>
    void Visit(Remark op);

    /// <summary>Visits <see cref="LoadBias"/>.</summary>
    void Visit(LoadBias op);

    /// <summary>Visits <see cref="BroadcastBias"/>.</summary>
    void Visit(BroadcastBias op);

    /// <summary>Visits <see cref="LoadOutput"/>.</summary>
    void Visit(LoadOutput op);

    /// <summary>Visits <see cref="OpenRow"/>.</summary>
    void Visit(OpenRow op);

    /// <summary>Visits <see cref="OpenWindow"/>.</summary>
    void Visit(OpenWindow op);

    /// <summary>Visits <see cref="LoadWindow"/>.</summary>
    void Visit(LoadWindow op);

    /// <summary>Visits <see cref="LoadInput"/>.</summary>
    void Visit(LoadInput op);

    /// <summary>Visits <see cref="LoadZero"/>.</summary>
    void Visit(LoadZero op);

    /// <summary>Visits <see cref="LoadIndices"/>.</summary>
    void Visit(LoadIndices op);

    /// <summary>Visits <see cref="Lookup"/>.</summary>
    void Visit(Lookup op);

    /// <summary>Visits <see cref="LookupFixed"/>.</summary>
    void Visit(LookupFixed op);

    /// <summary>Visits <see cref="LoadOperand"/>.</summary>
    void Visit(LoadOperand op);

    /// <summary>Visits <see cref="AddRegisters"/>.</summary>
    void Visit(AddRegisters op);

    /// <summary>Visits <see cref="Gather"/>.</summary>
    void Visit(Gather op);

    /// <summary>Visits <see cref="FetchShared"/>.</summary>
    void Visit(FetchShared op);

    /// <summary>Visits <see cref="FetchQuads"/>.</summary>
    void Visit(FetchQuads op);

    /// <summary>Visits <see cref="PickOfQuad"/>.</summary>
    void Visit(PickOfQuad op);

    /// <summary>Visits <see cref="GatherFixed"/>.</summary>
    void Visit(GatherFixed op);

    /// <summary>Visits <see cref="SelectLanes"/>.</summary>
    void Visit(SelectLanes op);

    /// <summary>Visits <see cref="BroadcastWeight"/>.</summary>
    void Visit(BroadcastWeight op);

    /// <summary>Visits <see cref="LoadWeights"/>.</summary>
    void Visit(LoadWeights op);

    /// <summary>Visits <see cref="BroadcastInput"/>.</summary>
    void Visit(BroadcastInput op);

    /// <summary>Visits <see cref="MultiplyAdd"/>.</summary>
    void Visit(MultiplyAdd op);

    /// <summary>Visits <see cref="MultiplyAddBroadcast"/>.</summary>
    void Visit(MultiplyAddBroadcast op);

    /// <summary>Visits <see cref="Accumulate"/>.</summary>
    void Visit(Accumulate op);

    /// <summary>Visits <see cref="ScaleAdd"/>.</summary>
    void Visit(ScaleAdd op);

    /// <summary>Visits <see cref="ScaleAddBroadcast"/>.</summary>
    void Visit(ScaleAddBroadcast op);

    /// <summary>Visits <see cref="MultiplyAddColumns"/>.</summary>
    void Visit(MultiplyAddColumns op);

    /// <summary>Visits <see cref="MultiplyAddColumnBlocks"/>.</summary>
    void Visit(MultiplyAddColumnBlocks op);

    /// <summary>Visits <see cref="MultiplyAddActivePixels"/>.</summary>
    void Visit(MultiplyAddActivePixels op);

    /// <summary>Visits <see cref="AddZero"/>.</summary>
    void Visit(AddZero op);

    /// <summary>Visits <see cref="Activate"/>.</summary>
    void Visit(Activate op);

    /// <summary>Visits <see cref="Store"/>.</summary>
    void Visit(Store op);

    /// <summary>Visits <see cref="Advance"/>.</summary>
    void Visit(Advance op);

    /// <summary>Visits <see cref="LoadWideBias"/>.</summary>
    void Visit(LoadWideBias op);

    /// <summary>Visits <see cref="MultiplyAddWide"/>.</summary>
    void Visit(MultiplyAddWide op);

    /// <summary>Visits <see cref="Settle"/>.</summary>
    void Visit(Settle op);

    /// <summary>Visits <see cref="Loop"/>.</summary>
    void Visit(Loop op);
}
