namespace SparseCompile.Compiler.Lanes;

/// <summary>The streams a lane program reads, each with a cursor, and the one it writes.</summary>
public enum LaneTable
{
    /// <summary>Steps of each block.</summary>
    Counts,

    /// <summary>The row each loop over steps belongs to.</summary>
    Rows,

    /// <summary>Window starts, or the slot of each lane.</summary>
    Slots,

    /// <summary>Places within a window.</summary>
    Indices,

    /// <summary>Weights.</summary>
    Weights,

    /// <summary>Biases.</summary>
    Bias,

    /// <summary>What sums are multiplied by.</summary>
    Scales,

    /// <summary>Lane masks.</summary>
    Masks,

    /// <summary>Where results go.</summary>
    Output,
}
