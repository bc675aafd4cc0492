using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Lanes.Ops;

/// <summary>target = left + right.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Left">Register read.</param>
/// <param name="Right">Register read.</param>
public sealed record AddRegisters(int Target, int Left, int Right) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// accumulator = weights input + accumulator, rounded once. A lane is active where its weight is not zero; on idle lanes the weight is -0, and the input +0 unless they are masked.
/// </summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Input">Register of inputs.</param>
/// <param name="Offset">First weight, from the cursor.</param>
/// <param name="IsMasked">Idle lanes keep their accumulator, whatever their input.</param>
/// <param name="IsExact">Weights are +1 and -1 (-0 on idle lanes): the product is a float, and a multiplication and an addition are as good as one operation.</param>
public sealed record MultiplyAdd(int Accumulator, int Input, int Offset, bool IsMasked = false, bool IsExact = false) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// accumulator = weight input + accumulator, rounded once. Either is the same on all lanes: the weight where lanes are inputs of a batch or pixels, the input where they are channels.
/// </summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Weight">Register of the weight, or of weights.</param>
/// <param name="Input">Register of inputs.</param>
/// <param name="IsMasked">Lanes without a weight keep their accumulator, whatever their input.</param>
public sealed record MultiplyAddBroadcast(int Accumulator, int Weight, int Input, bool IsMasked = false) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// accumulator = accumulator + input: multiply-adds of weights +1 and -1, the signs being the input's already. A lane idles where its index is that of the zero of a period.
/// </summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Input">Register of inputs that were looked up with signs.</param>
/// <param name="Offset">The lookup's first index, from the cursor of the indices.</param>
/// <param name="Period">Slots from one zero of the input to the next, and of a window: 64 or 32.</param>
/// <param name="IsPacked">The indices are those of <see cref="LoadIndices"/>.</param>
public sealed record Accumulate(int Accumulator, int Input, int Offset, int Period, bool IsPacked) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>accumulator = scales sums + accumulator, rounded once: where sums come first, the one multiplication of a row. The scale is -0 where a row has no weights.</summary>
/// <param name="Accumulator">Register of biases, read and written.</param>
/// <param name="Sums">Register of sums.</param>
/// <param name="Offset">First scale, from the cursor.</param>
public sealed record ScaleAdd(int Accumulator, int Sums, int Offset) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>The same with one row's scale on all lanes; the lanes are inputs of a batch.</summary>
/// <param name="Accumulator">Register of the row's bias, read and written.</param>
/// <param name="Sums">Register of sums.</param>
/// <param name="Offset">The scale, from the open row, or from the cursor.</param>
/// <param name="IsStreamed">From the cursor: a row has several.</param>
public sealed record ScaleAddBroadcast(int Accumulator, int Sums, int Offset, bool IsStreamed = false) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// For each input slot that is not zero, ascending, and for each non-zero of its column: output[row] = weight input + output[row], rounded once. The counts table says where each slot's
/// non-zeros start, the rows table which output each adds to.
/// </summary>
/// <param name="Slots">Slots of the input.</param>
public sealed record MultiplyAddColumns(int Slots) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>
/// For each input that is not zero, ascending, and for each block of its column: output = weight input + output, row by row on the lanes, rounded once. The counts table says where each input's
/// blocks start and how many weights come before them, the rows table which output each block begins at.
/// </summary>
/// <param name="Inputs">Inputs that are looked at.</param>
/// <param name="IsMasked">Lanes without a weight leave their outputs as they are.</param>
public sealed record MultiplyAddColumnBlocks(int Inputs, bool IsMasked) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>register = register + 0: -0 becomes +0, everything else stays.</summary>
/// <param name="Register">Register changed.</param>
public sealed record AddZero(int Register) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}

/// <summary>register = activation(register).</summary>
/// <param name="Register">Register changed.</param>
/// <param name="Function">Which activation; never softmax, which is no function of one lane.</param>
public sealed record Activate(int Register, ActivationFunction Function) : LaneOp
{
    /// <inheritdoc/>
    public override void Accept(ILaneOpVisitor visitor) => visitor.Visit(this);
}
