namespace SparseCompile;

/// <summary>Specifies the shape of one input, without the batch dimension. Optional if the weights of the first layer determine it.</summary>
/// <param name="shape">The extents, outermost dimension first. All extents must be positive.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>Gets the extents, outermost dimension first.</summary>
    public int[] Shape { get; } = shape;
}
