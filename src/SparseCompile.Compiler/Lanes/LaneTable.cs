namespace SparseCompile.Compiler.Lanes;

/// <summary>The streams that a lane program reads, each with a cursor, and the one that it writes.</summary>
[Flags]
public enum LaneTable
{
    /// <summary>No stream.</summary>
    None = 0,

    /// <summary>Factors of whole sums.</summary>
    Scales = 1,

    /// <summary>Biases.</summary>
    Bias = 2,

    /// <summary>Steps of each row panel.</summary>
    Counts = 4,

    /// <summary>The row that each loop over steps belongs to.</summary>
    Rows = 8,

    /// <summary>Window starts, or the input slot of each lane.</summary>
    Slots = 16,

    /// <summary>Indices, a byte each.</summary>
    Indices = 32,

    /// <summary>Indices of 32 bits, of unrolled kernels.</summary>
    FixedIndices = 64,

    /// <summary>Weights.</summary>
    Weights = 128,

    /// <summary>Lane masks, of unrolled kernels.</summary>
    Masks = 256,

    /// <summary>The operands of a join, which share a cursor.</summary>
    Operands = 512,

    /// <summary>The results.</summary>
    Output = 1024,
}
