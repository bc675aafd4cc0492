namespace SparseCompile;

/// <summary>Adds a recurrent layer that takes one step per inference: h' = tanh(W x + R h + b).</summary>
/// <inheritdoc cref="RecurrentAttribute"/>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class RnnAttribute(string name) : RecurrentAttribute(name)
{
    /// <summary>Gets or sets a value indicating whether max(0, x) takes the place of tanh, as with <c>nonlinearity='relu'</c> in PyTorch.</summary>
    public bool Relu { get; set; }
}
