using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Sparseloop's four counts of multiply-accumulates: algorithmic = actual + gated + skipped.</summary>
/// <param name="Algorithmic">MACs of the operator as declared, dense.</param>
/// <param name="Actual">MACs executed.</param>
/// <param name="Gated">MACs that take a cycle but no arithmetic energy.</param>
/// <param name="SkippedZeroWeights">MACs that take neither because the weight is zero.</param>
/// <param name="SkippedActivations">MACs that take neither because the activation is zero.</param>
/// <param name="SkippedDeadNeurons">MACs of non-zeros that went with a dead neuron.</param>
/// <param name="Padding">Multiplications beyond the algorithm: places of a dense format that no weight of the operator has.</param>
public sealed record MacCounts(long Algorithmic, long Actual, long Gated, long SkippedZeroWeights, long SkippedActivations, long SkippedDeadNeurons, long Padding)
{
    /// <summary>No MACs.</summary>
    public static MacCounts None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>MACs that take neither cycle nor energy.</summary>
    public long Skipped => SkippedZeroWeights + SkippedActivations + SkippedDeadNeurons;

    /// <summary>Counts one inference of an operator.</summary>
    public static MacCounts Of(Node node, EngineCost cost)
    {
        if (node.Operator is not MatrixOperator matrix)
        {
            return None;
        }

        long nonZeros = matrix.NonZeroMacs;
        bool isDeclared = node.Declared.DenseMacs > 0 || nonZeros == 0;
        long algorithmic = isDeclared ? node.Declared.DenseMacs : matrix.DenseMacs;
        long dead = isDeclared ? Math.Max(0, (node.Declared.NonZeros * matrix.Positions) - nonZeros) : 0;
        long padding = Math.Max(0, cost.Executed - (matrix.DenseWeights * matrix.Positions));
        long gated = Math.Max(0, cost.Gated - padding);
        long actual = cost.Executed - padding - gated;
        return new MacCounts(algorithmic, actual, gated, algorithmic - actual - gated - dead - cost.SkippedActivations, cost.SkippedActivations, dead, padding);
    }

    /// <summary>The sum of two.</summary>
    public MacCounts Plus(MacCounts other) => new(
        Algorithmic + other.Algorithmic,
        Actual + other.Actual,
        Gated + other.Gated,
        SkippedZeroWeights + other.SkippedZeroWeights,
        SkippedActivations + other.SkippedActivations,
        SkippedDeadNeurons + other.SkippedDeadNeurons,
        Padding + other.Padding);
}
