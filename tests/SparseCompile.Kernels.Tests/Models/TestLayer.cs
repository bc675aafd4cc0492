using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Kernels.Tests.Models;

/// <summary>A linear layer of a test's model, dense as a file would have it.</summary>
/// <param name="Inputs">Columns.</param>
/// <param name="Outputs">Rows.</param>
/// <param name="Weights">Row-major, zeros where pruned.</param>
/// <param name="Bias">One for each row; null where the file has none.</param>
/// <param name="Activation">What follows.</param>
internal sealed record TestLayer(int Inputs, int Outputs, float[] Weights, float[]? Bias, ActivationFunction Activation)
{
    /// <summary>What the definition says of the inputs; 0 where nothing.</summary>
    public double InputSparsity { get; init; }

    /// <summary>The kernel that a plan file beside the weights asks for; null where it is left to the planner.</summary>
    public string? Kernel { get; init; }

    /// <summary>Weights that are not zero.</summary>
    public int NonZeros => Weights.Count(weight => weight != 0f);

    public override string ToString() => $"{Inputs}->{Outputs}, {NonZeros} non-zeros, {Activation.Kind}";
}
