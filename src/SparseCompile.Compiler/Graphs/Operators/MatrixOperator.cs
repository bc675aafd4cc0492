using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Graphs.Operators;

/// <summary>An operator whose weights are a matrix: a row for each output, or for each channel of the output.</summary>
/// <param name="Weights">The matrix, pruned weights absent.</param>
/// <param name="Bias">An addend for each row; zeros where the definition has none.</param>
/// <param name="Function">The activation.</param>
public abstract record MatrixOperator(CsrMatrix Weights, float[] Bias, ActivationFunction Function) : Operator
{
    /// <summary>Expected fraction of zero inputs, as the definition states it or a trace recorded it; 0 where nothing is known.</summary>
    public double InputSparsity { get; init; }

    /// <summary><see cref="InputSparsity"/> was recorded from real inputs; else the definition states it.</summary>
    public bool IsSparsityTraced { get; init; }

    /// <summary>What each row is multiples of, where the file has integers with these scales; null for weights that are floats in the file.</summary>
    public float[]? RowScales { get; init; }

    /// <summary>Number of columns: inputs of a linear layer, taps of a convolution.</summary>
    public int Inputs => Weights.Columns;

    /// <summary>Number of rows.</summary>
    public int Outputs => Weights.Rows;

    /// <summary>Places at which the matrix is applied: 1 for a linear layer, the pixels of the output for a convolution.</summary>
    public virtual int Positions => 1;

    /// <inheritdoc/>
    public override ActivationFunction Activation => Function;

    /// <inheritdoc/>
    public override ElementFlow Flow => ElementFlow.Mixed;

    /// <inheritdoc/>
    public override long NonZeroMacs => (long)Weights.NonZeros * Positions;

    /// <summary>Weights of the dense operator.</summary>
    public virtual long DenseWeights => Weights.DenseMacs;
}
