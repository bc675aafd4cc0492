namespace SparseCompile;

/// <summary>Base class of the attributes that add a layer to a model. Layers are added in source order.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>Gets or sets the name of the layer whose output this layer reads. The default is the layer before; <c>"input"</c> is the model's input.</summary>
    public string? From { get; set; }

    /// <summary>Gets or sets the activation function applied to the outputs of this layer.</summary>
    public Activation Activation { get; set; }

    /// <summary>Gets or sets the slope for negative values of <see cref="Activation.LeakyRelu"/>.</summary>
    public float Alpha { get; set; } = 0.01f;

    /// <summary>Gets or sets the lower bound of <see cref="Activation.Clip"/>.</summary>
    public float Low { get; set; }

    /// <summary>Gets or sets the upper bound of <see cref="Activation.Clip"/>.</summary>
    public float High { get; set; } = 1f;
}
