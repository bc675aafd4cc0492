namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>Which elements of an operator's inputs each element of its output depends on: what passes and orders of values follow.</summary>
public enum ElementFlow
{
    /// <summary>Any element may depend on any: an order of the inputs says nothing of the output's.</summary>
    Mixed,

    /// <summary>Each on the element at its own place, of every input.</summary>
    Elementwise,

    /// <summary>Each on the element at its own place, and by comparison on all others.</summary>
    Ranked,

    /// <summary>Each on elements of its own channel.</summary>
    Channelwise,

    /// <summary>Each on one element, the inputs following one another.</summary>
    Consecutive,
}
