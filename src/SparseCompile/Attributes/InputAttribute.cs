namespace SparseCompile;

/// <summary>The shape of one input, without the batch dimension. Optional where the first layer says it.</summary>
/// <param name="shape">Extents, outermost first; all positive.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Extents, outermost first.</summary>
    public int[] Shape { get; } = shape;
}
