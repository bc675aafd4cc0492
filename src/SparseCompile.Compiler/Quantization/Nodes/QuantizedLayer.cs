using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Quantization.Nodes;

/// <summary>A linear layer or a convolution: int8 products, int32 sums that begin with the bias, requantised row by row.</summary>
/// <param name="Node">The node.</param>
/// <param name="Weights">The matrix.</param>
/// <param name="Bias">What each row's sum begins with.</param>
/// <param name="Requantisations">One for each row.</param>
/// <param name="Epilogue">What follows.</param>
public sealed record QuantizedLayer(Node Node, QuantizedMatrix Weights, int[] Bias, Requantisation[] Requantisations, QuantizedEpilogue Epilogue) : QuantizedNode(Node)
{
    /// <summary>The convolution; null for a linear layer.</summary>
    public Conv? Conv => Node.Operator as Conv;

    /// <summary>Rows whose integers in the file could not be kept.</summary>
    public int RequantizedRows { get; init; }

    /// <summary>Places at which the matrix is applied.</summary>
    public int Positions => ((MatrixOperator)Node.Operator).Positions;

    /// <summary>Weights that are not zero in the file, and are in int8.</summary>
    public int Vanished => ((MatrixOperator)Node.Operator).Weights.NonZeros - Weights.NonZeros;

    /// <summary>What a row's sum amounts to at most, whatever the inputs: below 2^31.</summary>
    public long LargestSum(int row)
    {
        long largest = Math.Abs((long)Bias[row]);
        for (int k = Weights.RowStarts[row]; k < Weights.RowStarts[row + 1]; k++)
        {
            largest += 128 * Math.Abs((int)Weights.Values[k]);
        }

        return largest;
    }

    /// <inheritdoc/>
    public override sbyte[] Evaluate(IReadOnlyList<sbyte[]> inputs)
    {
        sbyte[] input = inputs[0];
        sbyte[] output = new sbyte[Weights.Rows * Positions];
        for (int i = 0; i < output.Length; i++)
        {
            int row = i / Positions;
            int sum = Bias[row];
            for (int k = Weights.RowStarts[row]; k < Weights.RowStarts[row + 1]; k++)
            {
                int column = Weights.ColumnIndices[k];
                int offset = Conv is { } conv ? conv.OffsetOf(column, i % Positions) : column;
                sum += offset < 0 ? 0 : Weights.Values[k] * input[offset];
            }

            output[i] = Epilogue.Apply(Requantisations[row].Apply(sum));
        }

        return output;
    }

    /// <inheritdoc/>
    public override T Accept<T>(IQuantizedVisitor<T> visitor) => visitor.Visit(this);
}
