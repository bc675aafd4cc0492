using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>y = activation(W x + b).</summary>
/// <param name="Weights">W, [outputs, inputs], pruned weights absent.</param>
/// <param name="Bias">b, one for each output; zeros where the definition has none.</param>
/// <param name="Function">The activation.</param>
public sealed record Linear(CsrMatrix Weights, float[] Bias, ActivationFunction Function) : MatrixOperator(Weights, Bias, Function)
{
    /// <inheritdoc/>
    public override long DenseMacs => Weights.DenseMacs;

    /// <inheritdoc/>
    public override Shape? InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Inputs ? Shape.Vector(Outputs) : null;

    /// <inheritdoc/>
    public override double[] Evaluate(IReadOnlyList<double[]> inputs)
    {
        double[] output = new double[Outputs];
        for (int row = 0; row < output.Length; row++)
        {
            output[row] = Bias[row];
            for (int k = Weights.RowStarts[row]; k < Weights.RowStarts[row + 1]; k++)
            {
                output[row] += (double)Weights.Values[k] * inputs[0][Weights.ColumnIndices[k]];
            }
        }

        return ReferenceActivation.Apply(Function, output);
    }

    /// <inheritdoc/>
    public override T Accept<T>(IOperatorVisitor<T> visitor) => visitor.Visit(this);
}
