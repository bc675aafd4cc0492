namespace SparseCompile;

/// <summary>Adds a batch normalization, which is folded into an adjacent linear layer or convolution at build time; an image is normalized by channel.</summary>
/// <remarks>
/// Reads <c>name.weight</c> (gamma), <c>name.bias</c> (beta), <c>name.running_mean</c> and <c>name.running_var</c> (PyTorch names).
/// If these tensors do not exist, reads <c>gamma</c>, <c>beta</c>, <c>moving_mean</c> and <c>moving_variance</c> (Keras names). Gamma defaults to 1 and beta to 0.
/// <see cref="Weight"/>, <see cref="Bias"/>, <see cref="Mean"/> and <see cref="Variance"/> specify other tensors.
/// </remarks>
/// <param name="name">The layer's name, which is the prefix of its tensors.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the full name of gamma, the tensor that normalized values are multiplied by; an empty string for none.</summary>
    public string? Weight { get; set; }

    /// <summary>Gets or sets the full name of beta, the tensor that is then added; an empty string for none.</summary>
    public string? Bias { get; set; }

    /// <summary>Gets or sets the full name of the tensor of means.</summary>
    public string? Mean { get; set; }

    /// <summary>Gets or sets the full name of the tensor of variances.</summary>
    public string? Variance { get; set; }

    /// <summary>Gets or sets the value added to the variance before the square root. The default is 1e-5, as in PyTorch; Keras uses 1e-3.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
