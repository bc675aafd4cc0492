namespace SparseCompile;

/// <summary>Adds a recurrent layer that takes one step per inference: c' = f c + i g and h' = o tanh(c'), with i, f, o = sigmoid(W x + R h + b) and g = tanh(W_g x + R_g h + b).</summary>
/// <inheritdoc cref="RecurrentAttribute"/>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LstmAttribute(string name) : RecurrentAttribute(name);
