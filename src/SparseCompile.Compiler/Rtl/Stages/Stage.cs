using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>A module of the network: it takes beats from streams, and computes those of others.</summary>
/// <param name="Name">What its module is called after.</param>
/// <param name="Inputs">Ids of the streams that it reads.</param>
/// <param name="Outputs">Ids of the streams that it computes; one, but for a fork.</param>
public abstract record Stage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs)
{
    /// <summary>Calls the visitor's overload for this stage.</summary>
    public abstract T Accept<T>(IStageVisitor<T> visitor);
}

/// <summary>Sums or maxima over windows: a linear layer, a convolution, a pool, an addition.</summary>
/// <param name="Name">What its module is called after.</param>
/// <param name="Inputs">The stream that windows are taken from, or the operands of an addition.</param>
/// <param name="Outputs">The results.</param>
/// <param name="Walk">How windows slide; null for one window that is a beat of each input.</param>
/// <param name="Rows">What is computed of a window.</param>
public sealed record ComputeStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs, WindowWalk? Walk, RowProgram Rows) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>k-winners by a histogram of ranks.</summary>
/// <param name="Name">What its module is called after.</param>
/// <param name="Inputs">The values.</param>
/// <param name="Outputs">The winners.</param>
/// <param name="GroupBeats">Beats whose values compete.</param>
/// <param name="Count">k.</param>
/// <param name="Factors">Factor of each channel's ranks.</param>
public sealed record WinnersStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs, int GroupBeats, int Count, EquatableArray<int> Factors) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>An image becomes a vector, channels first.</summary>
/// <inheritdoc/>
public sealed record FlattenStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>Beats side by side.</summary>
/// <inheritdoc/>
public sealed record ConcatStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>A value for several readers, each of which takes it when it can.</summary>
/// <inheritdoc/>
public sealed record ForkStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}

/// <summary>Holds beats for a join whose other operand takes longer.</summary>
/// <param name="Name">What its module is called after.</param>
/// <param name="Inputs">The beats.</param>
/// <param name="Outputs">The same.</param>
/// <param name="Depth">Beats that it holds.</param>
public sealed record FifoStage(string Name, EquatableArray<int> Inputs, EquatableArray<int> Outputs, int Depth) : Stage(Name, Inputs, Outputs)
{
    /// <inheritdoc/>
    public override T Accept<T>(IStageVisitor<T> visitor) => visitor.Visit(this);
}
