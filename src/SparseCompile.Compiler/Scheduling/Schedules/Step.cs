using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Lanes;

namespace SparseCompile.Compiler.Scheduling.Schedules;

/// <summary>Something that a schedule does.</summary>
public abstract record Step
{
    /// <summary>Calls the visitor's overload for this step.</summary>
    public abstract void Accept(IStepVisitor visitor);
}

/// <summary>One overload for each step, none with a default.</summary>
public interface IStepVisitor
{
    /// <summary>Visits a copy.</summary>
    void Visit(CopyStep step);

    /// <summary>Visits a kernel.</summary>
    void Visit(KernelStep step);

    /// <summary>Visits the clearing of padded columns.</summary>
    void Visit(ClearStep step);

    /// <summary>Visits a softmax.</summary>
    void Visit(SoftmaxStep step);

    /// <summary>Visits the output's copy.</summary>
    void Visit(ResultStep step);
}

/// <summary>A value comes into another spacing.</summary>
/// <param name="Kind">From what to what.</param>
/// <param name="From">Where it is.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Count">Elements.</param>
/// <param name="Place">The place of its first element, for <see cref="CopyKind.Place"/> and batches.</param>
public sealed record CopyStep(CopyKind Kind, Storage From, Storage To, int Count, int Place = 0) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>What a copy does.</summary>
public enum CopyKind
{
    /// <summary>Elements one after the other become slots.</summary>
    Spread,

    /// <summary>Elements of the input become slots, each at a place of its own.</summary>
    Scatter,

    /// <summary>Elements one after the other, and zeros behind them.</summary>
    Pack,

    /// <summary>Slots become elements one after the other.</summary>
    Compact,

    /// <summary>Elements one after the other become slots of 31 and a zero.</summary>
    SpreadNarrow,

    /// <summary>Slots become slots of 31 and a zero.</summary>
    Narrow,

    /// <summary>Zeros are written behind packed elements, where they are.</summary>
    ClearTail,

    /// <summary>Packed elements become a part of a concatenation.</summary>
    Place,

    /// <summary>In a batch: slots become slots of a concatenation.</summary>
    MoveSlots,

    /// <summary>In a batch: slots become elements one after the other.</summary>
    MovePacked,
}

/// <summary>A node's kernels run.</summary>
/// <param name="Node">The node.</param>
/// <param name="Programs">The kernels, to be run in this order.</param>
/// <param name="Inputs">What they read.</param>
/// <param name="Output">What they write.</param>
/// <param name="Scratch">Room for the list of inputs to visit, or for inputs as doubles; null for kernels that need neither.</param>
public sealed record KernelStep(NodePlan Node, IReadOnlyList<LaneProgram> Programs, IReadOnlyList<Storage> Inputs, Storage Output, Storage? Scratch) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>The padded column of every period becomes zero: kernels write whole vectors.</summary>
/// <param name="Slots">The slots.</param>
/// <param name="Positions">How many there are.</param>
public sealed record ClearStep(Storage Slots, int Positions) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>Softmax over a value in slots.</summary>
/// <param name="Slots">The value.</param>
/// <param name="Count">Its elements.</param>
public sealed record SoftmaxStep(Storage Slots, int Count) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>The output is copied to the caller's memory, in its order; or is there already. Its activation follows where that mixes all values.</summary>
/// <param name="From">Where it is; <see cref="Storage.Output"/> where a kernel wrote it there.</param>
/// <param name="IsInOrder">Elements are in their own order.</param>
/// <param name="Activation">What follows.</param>
public sealed record ResultStep(Storage From, bool IsInOrder, ActivationFunction Activation) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}
