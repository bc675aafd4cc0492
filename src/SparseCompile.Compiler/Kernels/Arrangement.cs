using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>A linear layer with its rows and inputs in order: all that fixes its outputs' bits, and therefore the same on every target.</summary>
public sealed record Arrangement
{
    private bool? _isInOrder;

    /// <summary>Arranges a layer.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="isOutput">Its results are the model's output: positions are rows, not slots.</param>
    /// <param name="inputCount">Places of the inputs.</param>
    /// <param name="rowOrder">The row at each place.</param>
    /// <param name="rows">The non-zeros by position.</param>
    internal Arrangement(Node node, bool isOutput, int inputCount, int[] rowOrder, SparseRows rows)
    {
        Node = node;
        IsOutput = isOutput;
        InputCount = inputCount;
        RowOrder = rowOrder;
        Rows = rows;
        Bias = RowOrdering.ArrangeBias(Layer.Bias, rowOrder, isOutput);
    }

    /// <summary>The layer.</summary>
    public Node Node { get; init; }

    /// <summary>Its matrix, biases and activation.</summary>
    public MatrixOperator Layer => (MatrixOperator)Node.Operator;

    /// <summary>Its results are the model's output.</summary>
    public bool IsOutput { get; }

    /// <summary>Places of the inputs: those that a kernel may read.</summary>
    public int InputCount { get; }

    /// <summary>The row at each place.</summary>
    public int[] RowOrder { get; }

    /// <summary>Rows are in their own order: results need not be put back.</summary>
    public bool IsInOrder => _isInOrder ??= Permutation.IsIdentity(RowOrder);

    /// <summary>Non-zeros by position: places with the padded column of each period of slots left empty, unless this is the output.</summary>
    internal SparseRows Rows { get; }

    /// <summary>Biases by position.</summary>
    internal float[] Bias { get; }

    /// <summary>A bias is other than +0. That -0 is another bias shows in sums of nothing but zeros.</summary>
    internal bool HasBias => Bias.Any(static bias => bias != 0f || 1 / bias < 0);

    /// <summary>The biases, or none where all are +0: what recipes take.</summary>
    internal float[] StoredBias => HasBias ? Bias : [];

    /// <summary>Sums of a row where inputs are added and subtracted before they are multiplied: the most magnitudes that the weights of one have. Else 0.</summary>
    public int Passes { get; init; }

    /// <summary>Inputs are added and subtracted, and each sum is multiplied once, on every target: another chain than a multiply-add for each weight.</summary>
    public bool SumsFirst => Passes > 0;

    /// <summary>Inputs that are zero are not multiplied, where that saves anything; +0 is added to every sum in the end, so that no target's results differ.</summary>
    public bool SkipsZeroInputs { get; init; }

    /// <summary>Positions the kernels compute: slots for a layer that another reads, rows for the output.</summary>
    public int Positions => Rows.Positions;
}
