namespace SparseCompile.Compiler.Kernels;

/// <summary>An order of a layer's inputs, and what it costs to have them in it.</summary>
/// <param name="Order">The input at each place.</param>
/// <param name="Name">What the order is called in ids; null for the inputs as they are.</param>
/// <param name="SlotNanoseconds">Time to have them in slots.</param>
/// <param name="PackedNanoseconds">Time to have them packed.</param>
internal sealed record InputCopy(int[] Order, string? Name, double SlotNanoseconds, double PackedNanoseconds);
