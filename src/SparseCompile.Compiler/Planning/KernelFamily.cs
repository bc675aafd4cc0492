namespace SparseCompile.Compiler.Planning;

/// <summary>A way to turn a layer into a lane program.</summary>
public enum KernelFamily
{
    /// <summary>Activations in registers, looked up there by constant indices; every step a statement.</summary>
    RegisterLookup,

    /// <summary>Windows of the input looked up in registers, weights and indices streamed from tables.</summary>
    StreamedLookup,

    /// <summary>The same for rows whose weights have few magnitudes: inputs are added and subtracted, and each sum is multiplied once.</summary>
    SignedLookup,

    /// <summary>Streamed lookup with windows of half the width over a packed copy of the inputs: half the lookups, and regular patterns stay regular.</summary>
    NarrowLookup,

    /// <summary>Signed lookup with windows of half the width over a copy of the inputs that has a zero in each of them: half the lookups, and no pair of registers to choose from.</summary>
    NarrowSignedLookup,

    /// <summary>Rows that read the same inputs side by side on the lanes: an input is fetched once for all of them.</summary>
    Blocks,

    /// <summary>The columns of the inputs that are not zero, one after the other: what sparse activations ask for.</summary>
    SparseActivations,

    /// <summary>Positions on the lanes, each lane fetching its own input: what narrow vectors do.</summary>
    Gather,

    /// <summary>Inputs of a batch on the lanes, weights broadcast.</summary>
    BatchOnLanes,
}
