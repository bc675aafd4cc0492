namespace SparseCompile.Compiler.Lanes;

/// <summary>The contents of a lane program's tables, as the generated code will have them in memory.</summary>
public sealed record LaneProgramTables
{
    /// <summary>Steps of each block, or of each of its passes.</summary>
    public int[] Counts { get; init; } = [];

    /// <summary>The row each loop over steps belongs to; empty where rows follow one another.</summary>
    public int[] Rows { get; init; } = [];

    /// <summary>Window starts, or the slot of each lane.</summary>
    public int[] Slots { get; init; } = [];

    /// <summary>Places within a window.</summary>
    public int[] Indices { get; init; } = [];

    /// <summary>Weights; -0 on idle lanes.</summary>
    public float[] Weights { get; init; } = [];

    /// <summary>Biases.</summary>
    public float[] Bias { get; init; } = [];

    /// <summary>What sums are multiplied by where they come first: by row, or in the order of the passes.</summary>
    public float[] Scales { get; init; } = [];

    /// <summary>Lane masks: bit n set where lane n is active.</summary>
    public int[] Masks { get; init; } = [];
}
