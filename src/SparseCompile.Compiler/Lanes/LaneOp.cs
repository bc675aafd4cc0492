using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Networks;

namespace SparseCompile.Compiler.Lanes;

/// <summary>An operation of the lane machine. Registers are numbered; offsets count from the table's cursor, which only <see cref="Advance"/> moves.</summary>
public abstract record LaneOp;

/// <summary>Words for the reader of the generated code.</summary>
/// <param name="Text">One line.</param>
public sealed record Remark(string Text) : LaneOp;

/// <summary>target = 16 (or Width) biases.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First bias, from the cursor.</param>
public sealed record LoadBias(int Target, int Offset) : LaneOp;

/// <summary>target = the bias on all lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">The bias, from the cursor.</param>
public sealed record BroadcastBias(int Target, int Offset) : LaneOp;

/// <summary>target = what an earlier part of the work stored at this place of the output.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First float, from the open row where there is one.</param>
public sealed record LoadOutput(int Target, int Offset) : LaneOp;

/// <summary>From here on, biases and outputs are those of the row the rows table gives: offsets count from its bias, and from its place in the output.</summary>
/// <param name="Offset">Entry of the rows table, from the cursor.</param>
public sealed record OpenRow(int Offset) : LaneOp;

/// <summary>The window opens at the input slot the slots table gives.</summary>
/// <param name="Offset">Entry of the slots table, from the cursor.</param>
public sealed record OpenWindow(int Offset) : LaneOp;

/// <summary>target = Width consecutive slots of the open window (times the stride of a batch).</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First float, from the window's start.</param>
public sealed record LoadWindow(int Target, int Offset) : LaneOp;

/// <summary>target = consecutive inputs at a fixed place; lanes beyond <paramref name="Count"/> are zero.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First input.</param>
/// <param name="Count">Inputs there are, at most the width.</param>
public sealed record LoadInput(int Target, int Offset, int Count) : LaneOp;

/// <summary>target = 0 on all lanes.</summary>
/// <param name="Target">Register written.</param>
public sealed record LoadZero(int Target) : LaneOp;

/// <summary>target = the indices of four groups of 16 lanes, a byte each, for the lookups that follow. What the tables here have group after group, the kernel's have lane by lane.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First index, from the cursor of the indices.</param>
public sealed record LoadIndices(int Target, int Offset) : LaneOp;

/// <summary>target[lane] = the value that index[lane] picks from the concatenated source registers.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Sources">Two or four registers of 16.</param>
/// <param name="Offset">First index, from the cursor of the indices.</param>
/// <param name="IsSigned">The value's sign changes where the index says so (<see cref="Runtime.SignedTable.Minus"/>).</param>
/// <param name="Packed">The register of <see cref="LoadIndices"/> that has the indices; null: they are loaded here.</param>
public sealed record Lookup(int Target, EquatableArray<int> Sources, int Offset, bool IsSigned = false, int? Packed = null) : LaneOp;

/// <summary>target[lane] = input[slots[offset + lane]].</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record Gather(int Target, int Offset) : LaneOp;

/// <summary>target[lane] = input[slots[offset + lane / share]]: neighbouring lanes share an input.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Share">Lanes that share an input: 16 or 8.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record FetchShared(int Target, int Share, int Offset) : LaneOp;

/// <summary>target[lane] = input[slots[offset + lane / 4] + lane % 4]: four consecutive inputs for every four lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">First slot, from the cursor of the slots.</param>
public sealed record FetchQuads(int Target, int Offset) : LaneOp;

/// <summary>target[lane] = source[lane / 4 * 4 + which]: one of the four inputs for each of four lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Source">Register read.</param>
/// <param name="Which">0 to 3.</param>
public sealed record PickOfQuad(int Target, int Source, int Which) : LaneOp;

/// <summary>target[lane] = input[slot of the lane], slots being part of the code.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Slots">One slot for each lane.</param>
public sealed record GatherFixed(int Target, EquatableArray<int> Slots) : LaneOp;

/// <summary>target keeps its active lanes and becomes +0 on the others.</summary>
/// <param name="Target">Register changed.</param>
/// <param name="Mask">Which mask of the masks table.</param>
public sealed record SelectLanes(int Target, int Mask) : LaneOp;

/// <summary>target = the weight on all lanes.</summary>
/// <param name="Target">Register written.</param>
/// <param name="Offset">The weight, from the cursor.</param>
public sealed record BroadcastWeight(int Target, int Offset) : LaneOp;

/// <summary>
/// accumulator = weights input + accumulator, rounded once. A lane is active where its weight is not zero; on idle lanes the weight is -0, and the input +0 unless they are masked.
/// </summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Input">Register of inputs.</param>
/// <param name="Offset">First weight, from the cursor.</param>
/// <param name="IsMasked">Idle lanes keep their accumulator, whatever their input.</param>
public sealed record MultiplyAdd(int Accumulator, int Input, int Offset, bool IsMasked = false) : LaneOp;

/// <summary>accumulator = weight input + accumulator, rounded once, the weight being the same on all lanes; the lanes are inputs of a batch.</summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Weight">Register of the weight.</param>
/// <param name="Input">Register of inputs.</param>
public sealed record MultiplyAddBroadcast(int Accumulator, int Weight, int Input) : LaneOp;

/// <summary>
/// accumulator = accumulator + input: multiply-adds of weights +1 and -1, the signs being the input's already. A lane idles where its index is that of the zero of a period.
/// </summary>
/// <param name="Accumulator">Register read and written.</param>
/// <param name="Input">Register of inputs that were looked up with signs.</param>
/// <param name="Offset">The lookup's first index, from the cursor of the indices.</param>
public sealed record Accumulate(int Accumulator, int Input, int Offset) : LaneOp;

/// <summary>accumulator = scales sums + accumulator, rounded once: where sums come first, the one multiplication of a row. The scale is -0 where a row has no weights.</summary>
/// <param name="Accumulator">Register of biases, read and written.</param>
/// <param name="Sums">Register of sums.</param>
/// <param name="Offset">First scale, from the cursor.</param>
public sealed record ScaleAdd(int Accumulator, int Sums, int Offset) : LaneOp;

/// <summary>The same with one row's scale on all lanes; the lanes are inputs of a batch.</summary>
/// <param name="Accumulator">Register of the row's bias, read and written.</param>
/// <param name="Sums">Register of sums.</param>
/// <param name="Offset">The scale, from the open row, or from the cursor.</param>
/// <param name="IsStreamed">From the cursor: a row has several.</param>
public sealed record ScaleAddBroadcast(int Accumulator, int Sums, int Offset, bool IsStreamed = false) : LaneOp;

/// <summary>
/// For each input slot that is not zero, ascending, and for each non-zero of its column: output[row] = weight input + output[row], rounded once. The counts table says where each slot's
/// non-zeros start, the rows table which output each adds to.
/// </summary>
/// <param name="Slots">Slots of the input.</param>
public sealed record MultiplyAddColumns(int Slots) : LaneOp;

/// <summary>register = register + 0: -0 becomes +0, everything else stays.</summary>
/// <param name="Register">Register changed.</param>
public sealed record AddZero(int Register) : LaneOp;

/// <summary>register = activation(register).</summary>
/// <param name="Register">Register changed.</param>
/// <param name="Function">Which activation; never softmax, which is no function of one lane.</param>
public sealed record Activate(int Register, ActivationFunction Function) : LaneOp;

/// <summary>output[offset...] = the first lanes of a register.</summary>
/// <param name="Register">Register read.</param>
/// <param name="Offset">First float, from the cursor of the output.</param>
/// <param name="Count">Lanes stored.</param>
public sealed record Store(int Register, int Offset, int Count) : LaneOp;

/// <summary>Moves the cursor of a table, or of the output.</summary>
/// <param name="Table">Which one.</param>
/// <param name="Amount">By how many elements.</param>
public sealed record Advance(LaneTable Table, int Amount) : LaneOp;

/// <summary>Repeats its body.</summary>
/// <param name="Count">How often; null: as the next entry of the counts table says.</param>
/// <param name="Body">The operations.</param>
public sealed record Loop(int? Count, EquatableArray<LaneOp> Body) : LaneOp;
