using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Kernels.Convolution;
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

    /// <summary>Visits an image's copy.</summary>
    void Visit(ImageStep step);

    /// <summary>Visits a pool.</summary>
    void Visit(PoolStep step);

    /// <summary>Visits k-winners.</summary>
    void Visit(WinnersStep step);

    /// <summary>Visits the clearing of padded columns.</summary>
    void Visit(ClearStep step);

    /// <summary>Visits a softmax.</summary>
    void Visit(SoftmaxStep step);

    /// <summary>Visits the output's copy.</summary>
    void Visit(ResultStep step);

    /// <summary>Visits a tensor operator.</summary>
    void Visit(TensorStep step);
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

/// <summary>An image comes into another layout.</summary>
/// <param name="Kind">Into which.</param>
/// <param name="From">Where it is.</param>
/// <param name="To">Where it goes.</param>
/// <param name="Image">Its extents.</param>
public sealed record ImageStep(ImageCopyKind Kind, Storage From, Storage To, ImageShape Image) : Step
{
    /// <summary>Its elements are in their own order, channel after channel; else channels are side by side.</summary>
    public bool IsChannelsFirst { get; init; }

    /// <summary>Floats from one channel to the next, where channels are in planes.</summary>
    public int PlaneFloats { get; init; }

    /// <summary>The layout that it comes into, of the other kinds.</summary>
    internal ConvLayout? Layout { get; init; }

    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>What an image's copy does.</summary>
public enum ImageCopyKind
{
    /// <summary>Channels side by side, with padding around.</summary>
    Pad,

    /// <summary>A plane for each channel and column of a window.</summary>
    Shift,

    /// <summary>Channels, each in a plane, come side by side.</summary>
    ToPixels,

    /// <summary>Channels side by side come one after the other.</summary>
    ToChannels,

    /// <summary>Channels, each in a plane with room behind it, come one after the other.</summary>
    Join,
}

/// <summary>An image is pooled, its channels side by side.</summary>
/// <param name="Pool">How.</param>
/// <param name="From">Where it is.</param>
/// <param name="To">Where the result goes.</param>
public sealed record PoolStep(Pool Pool, Storage From, Storage To) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}

/// <summary>The largest values are kept, the channels of an image side by side.</summary>
/// <param name="Node">Which.</param>
/// <param name="From">Where the values are.</param>
/// <param name="To">Where the result goes.</param>
/// <param name="Room">Room for values that are compared.</param>
public sealed record WinnersStep(WinnersPlan Node, Storage From, Storage To, Storage Room) : Step
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

/// <summary>A tensor operator runs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Output">What it writes.</param>
public sealed record TensorStep(TensorPlan Node, IReadOnlyList<Storage> Inputs, Storage Output) : Step
{
    /// <inheritdoc/>
    public override void Accept(IStepVisitor visitor) => visitor.Visit(this);
}
