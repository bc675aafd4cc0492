namespace SparseCompile.Kernels.Tests.Counting.Convolutions;

/// <summary>A pointer of generated code.</summary>
/// <param name="Area">The memory that it points into.</param>
/// <param name="Place">How many elements from its start.</param>
internal readonly record struct Cursor(CountedArea Area, long Place)
{
    public Cursor At(long elements) => this with { Place = Place + elements };
}

/// <summary>A variable.</summary>
internal sealed class Variable<T>
{
    public T Value { get; set; } = default!;
}
