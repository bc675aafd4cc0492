namespace SparseCompile.Compiler.Hardware.Pipelines;

/// <summary>The kinds of modules that a streamed network is made of.</summary>
public enum StageKind
{
    /// <summary>A linear layer, convolution, pool or addition on lanes.</summary>
    Engine,

    /// <summary>The same with a multiplier for each term and an adder tree.</summary>
    Tree,

    /// <summary>K-winners.</summary>
    Winners,

    /// <summary>An image becomes one beat.</summary>
    Flatten,

    /// <summary>Beats of several values become one.</summary>
    Concat,

    /// <summary>A value with several readers.</summary>
    Fork,

    /// <summary>A queue before a join.</summary>
    Fifo,
}

/// <summary>A module of a streamed network. Edges are streams of beats; a beat is a pixel with all its channels, or a whole vector.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The name of the layer, or of the value that it passes on.</param>
/// <param name="Node">Index of the operator that it computes; -1 for what only moves beats.</param>
/// <param name="Inputs">Ids of the edges that it takes from.</param>
/// <param name="Outputs">Ids of the edges that it gives to.</param>
public sealed record StageSpec(StageKind Kind, string Name, int Node, IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs)
{
    /// <summary>Beats of an inference that it takes from each input, or of a group in k-winners.</summary>
    public int Beats { get; init; } = 1;

    /// <summary>Values of a beat.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Cycles of an engine for one completed position; channels' cycles of k-winners; beats that a queue holds.</summary>
    public long Run { get; init; }

    /// <summary>Levels of an adder tree.</summary>
    public int Levels { get; init; }

    /// <summary>The walk of one inference: inside, completes.</summary>
    public IReadOnlyList<(bool IsInside, bool Completes)> Steps { get; init; } = [];

    /// <summary>A window is before the tree.</summary>
    public bool HasWindow { get; init; }
}

/// <summary>A streamed network: stages in an order in which each comes after those that it takes from.</summary>
/// <param name="Stages">The stages.</param>
/// <param name="Edges">How many edges there are; edge 0 is the input's.</param>
/// <param name="InputBeats">Beats of an input.</param>
/// <param name="Output">The edge of the output.</param>
/// <param name="OutputBeats">Beats of an output.</param>
public sealed record StageGraph(IReadOnlyList<StageSpec> Stages, int Edges, int InputBeats, int Output, int OutputBeats);
