namespace SparseCompile;

/// <summary>Base class of the attributes that add a pooling layer.</summary>
/// <param name="size">The size of the window.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class PoolAttribute(int size) : LayerAttribute
{
    /// <summary>Gets the size of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Gets or sets the name by which other layers can read this one.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the stride. The default is the size of the window.</summary>
    public int Stride { get; set; } = -1;

    /// <summary>Gets or sets the padding on each side, at most half of the window. The default is 0. Padding is never the largest value.</summary>
    public int Padding { get; set; }

    /// <summary>Gets or sets a value indicating whether padding is chosen so that the output has as many pixels as the input, divided by the stride and rounded up.</summary>
    public bool Same { get; set; }

    /// <summary>Gets or sets a value indicating whether the size of the output is rounded up instead of down, as by PyTorch's <c>ceil_mode</c>.</summary>
    public bool CeilMode { get; set; }
}
