namespace SparseCompile;

/// <summary>An activation as a layer of its own; it is fused into the layer before it where that has none.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute : LayerAttribute
{
    /// <summary>Adds an activation.</summary>
    /// <param name="function">The function; its parameters are the attribute's properties.</param>
    public ActivationAttribute(Activation function) => Activation = function;
}
