namespace SparseCompile;

/// <summary>Adds a one-dimensional convolution (cross-correlation, as in PyTorch) over a value of shape [channels, length].</summary>
/// <remarks>
/// Reads the tensors <c>name.weight</c> and, if present, <c>name.bias</c>, unless <see cref="ConvAttribute.Weight"/> or <see cref="ConvAttribute.Bias"/> specifies another
/// tensor. The weight tensor has the shape [outputs, inputs / groups, width] or, if <see cref="ConvAttribute.Transposed"/>,
/// [width, inputs / groups, outputs]; the size of the window follows from it. The layer before must produce an image, or <c>[Input]</c> must declare one;
/// images are channels first, as in PyTorch. A weight is pruned if it is exactly 0, unless <see cref="ConvAttribute.PruneBelow"/> specifies a magnitude. A pruned weight
/// contributes nothing to the output for any input, including infinity and NaN.
/// </remarks>
/// <param name="name">The layer's name: the prefix of its tensors, and its name in <c>Info</c>, diagnostics and generated code.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(string name) : ConvAttribute(name);
