namespace SparseCompile;

/// <summary>A fully connected layer, y = W x + b.</summary>
/// <remarks>Reads the tensors <c>name.weight</c> and, where present, <c>name.bias</c>, unless <see cref="Weight"/> or <see cref="Bias"/> name others.</remarks>
/// <param name="name">The layer's name: prefix of its tensors, and its name in reports and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LinearAttribute(string name) : LayerAttribute
{
    /// <summary>The layer's name.</summary>
    public string Name { get; } = name;

    /// <summary>The weight tensor's full name, shape [outputs, inputs].</summary>
    public string? Weight { get; set; }

    /// <summary>The bias tensor's full name, shape [outputs].</summary>
    public string? Bias { get; set; }

    /// <summary>The weight tensor is [inputs, outputs], as Keras saves it.</summary>
    public bool Transposed { get; set; }

    /// <summary>Share of this layer's inputs that are zero as a rule, 0 to below 1: 0.9 where one in ten is active. 0 says that nothing is known; after ReLU half of them are then taken for zero.</summary>
    /// <remarks>Helps to choose the kernel, no more: outputs are right for any input. Where zeros are many, a kernel that visits the columns of non-zero inputs alone may be the fastest.</remarks>
    public double InputSparsity { get; set; }
}
