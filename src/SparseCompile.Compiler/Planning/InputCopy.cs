namespace SparseCompile.Compiler.Planning;

/// <summary>How the inputs come to where the kernel reads them.</summary>
/// <param name="Order">The input at each place.</param>
/// <param name="Remark">What is special about it.</param>
/// <param name="SlotNanoseconds">Time to have them in slots.</param>
/// <param name="PackedNanoseconds">Time to have them packed.</param>
internal sealed record InputCopy(int[] Order, string Remark, double SlotNanoseconds, double PackedNanoseconds);
