namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>How the rows of a stage are computed.</summary>
public enum RtlTarget
{
    /// <summary>Lanes that take one non-zero a cycle each from a ROM.</summary>
    Streamed,

    /// <summary>A multiplier for each non-zero, and trees of adders: a window every cycle.</summary>
    Spatial,
}

/// <summary>A network as stages and the streams between them.</summary>
/// <param name="Name">A Verilog identifier.</param>
/// <param name="Streams">Shapes by id.</param>
/// <param name="Stages">Each after those that it reads.</param>
/// <param name="Input">The stream that the network takes.</param>
/// <param name="Output">The stream that it gives.</param>
public sealed record StageGraph(string Name, IReadOnlyList<StreamShape> Streams, IReadOnlyList<Stage> Stages, int Input, int Output)
{
    /// <summary>How rows are computed.</summary>
    public RtlTarget Target { get; init; }

    /// <summary>Lanes of a streamed stage, and of every k-winners stage.</summary>
    public int Lanes { get; init; } = 16;
}
