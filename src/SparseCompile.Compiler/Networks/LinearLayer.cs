using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Networks;

/// <summary>y = activation(W x + b), with what is known of where it came from.</summary>
/// <param name="Name">The layer's name in the model definition.</param>
/// <param name="Weights">W, [outputs, inputs], pruned weights absent.</param>
/// <param name="Bias">b, one for each output; zeros where the definition has none.</param>
/// <param name="Activation">What follows the sum.</param>
public sealed record LinearLayer(string Name, CsrMatrix Weights, float[] Bias, ActivationFunction Activation)
{
    /// <summary>Share of the inputs that are zero as a rule, as the definition says; 0 where it says nothing.</summary>
    public double InputSparsity { get; init; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Weights.Columns;

    /// <summary>Number of outputs.</summary>
    public int Outputs => Weights.Rows;
}
