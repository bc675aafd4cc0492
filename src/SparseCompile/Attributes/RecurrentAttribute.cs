namespace SparseCompile;

/// <summary>Base class of the recurrent layers: cells whose state the caller keeps.</summary>
/// <remarks>
/// An inference is one step. The state is a span of the caller's, a parameter of <c>Infer</c> behind the output, named after the layer: <c>Infer(input, output, gruH)</c>.
/// It is read and overwritten; a span of zeros starts a sequence.
/// Reads the tensors that PyTorch writes: <c>name.weight_ih_l0</c>, <c>name.weight_hh_l0</c> and, if present, <c>name.bias_ih_l0</c> and <c>name.bias_hh_l0</c>; with
/// <see cref="Keras"/> <c>name/kernel</c>, <c>name/recurrent_kernel</c> and, if present, <c>name/bias</c>, with dots or slashes. Pruned weights of both matrices are not multiplied.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors and of its states, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class RecurrentAttribute(string name) : LayerAttribute
{
    /// <summary>Gets the layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets which layer of a stacked PyTorch module is read: the number at the end of its tensors' names.</summary>
    public int Layer { get; set; }

    /// <summary>Gets or sets a value indicating whether the tensors have Keras' names, shapes and order of gates.</summary>
    public bool Keras { get; set; }

    /// <summary>Gets or sets the full name of W, whose columns are the inputs (with <see cref="Keras"/>: rows).</summary>
    public string? InputWeight { get; set; }

    /// <summary>Gets or sets the full name of R, whose columns are the states (with <see cref="Keras"/>: rows).</summary>
    public string? HiddenWeight { get; set; }

    /// <summary>Gets or sets the full name of the biases of W x (with <see cref="Keras"/>: all biases); an empty string for none.</summary>
    public string? InputBias { get; set; }

    /// <summary>Gets or sets the full name of the biases of R h; an empty string for none.</summary>
    public string? HiddenBias { get; set; }

    /// <summary>Gets or sets the magnitude below which weights are treated as pruned. The default is 0: only weights that are exactly zero are pruned.</summary>
    public double PruneBelow { get; set; }
}
