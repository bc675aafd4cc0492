namespace SparseCompile;

/// <summary>Base of the attributes that add a layer to a model, in source order.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The function that follows this layer.</summary>
    public Activation Activation { get; set; }

    /// <summary>Slope below zero of <see cref="Activation.LeakyRelu"/>.</summary>
    public float Alpha { get; set; } = 0.01f;

    /// <summary>Lower bound of <see cref="Activation.Clip"/>.</summary>
    public float Low { get; set; }

    /// <summary>Upper bound of <see cref="Activation.Clip"/>.</summary>
    public float High { get; set; } = 1f;
}
