namespace SparseCompile;

/// <summary>Adds an activation function as a separate layer. The function is fused into the preceding layer if that layer has no activation.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute : LayerAttribute
{
    /// <summary>Initializes the attribute with an activation function.</summary>
    /// <param name="function">The activation function. Its parameters are properties of this attribute.</param>
    public ActivationAttribute(Activation function) => Activation = function;
}
