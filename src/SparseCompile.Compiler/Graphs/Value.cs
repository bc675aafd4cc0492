namespace SparseCompile.Compiler.Graphs;

/// <summary>What flows between operators: float32, any number of readers.</summary>
/// <param name="Id">Its place among the graph's values.</param>
/// <param name="Name">Name of the layer that computes it; <c>input</c> for the graph's input.</param>
/// <param name="Shape">Its extents.</param>
public sealed record Value(int Id, string Name, Shape Shape)
{
    /// <summary>Number of elements.</summary>
    public int Length => Shape.Length;

    /// <summary>The integers that the model's file rounds it to; null where it states none. Int8 models have it alone.</summary>
    public IntegerEncoding? Encoding { get; init; }

    /// <summary>The same of the value before its activation.</summary>
    public IntegerEncoding? SumEncoding { get; init; }
}
