namespace SparseCompile;

/// <summary>Concatenates the outputs of named layers.</summary>
/// <remarks><see cref="LayerAttribute.From"/> does not apply: the operands are named by the constructor.</remarks>
/// <param name="name">The layer's name.</param>
/// <param name="layers">The names of at least two layers declared before; <c>"input"</c> is the model's input.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ConcatAttribute(string name, params string[] layers) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the names of the layers whose outputs are concatenated, in order.</summary>
    public string[] Layers { get; } = layers;
}
