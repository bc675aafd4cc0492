namespace SparseCompile;

/// <summary>Adds a recurrent layer that takes one step per inference: h' = (1 - z) n + z h, with r = sigmoid(W_r x + R_r h + b), z = sigmoid(W_z x + R_z h + b) and n = tanh(W_n x + b + r (R_n h + b_n)).</summary>
/// <inheritdoc cref="RecurrentAttribute"/>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute(string name) : RecurrentAttribute(name)
{
    /// <summary>Gets or sets a value indicating whether r is applied to h before R_n is, as with <c>reset_after=False</c> in Keras. The default is after, as in PyTorch.</summary>
    public bool ResetBefore { get; set; }
}
