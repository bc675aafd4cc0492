using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Compiler.Hardware.Energy;

/// <summary>Prices one inference of an operator.</summary>
internal static class EnergyEstimator
{
    /// <summary>Estimates with <see cref="EnergyModel"/>. Weights are in memories of a lane each, unless they are wired; activations in one memory of their value.</summary>
    public static EnergyEstimate Estimate(Graph graph, Node node, HardwareTarget target, Placement? placement, EngineCost cost)
    {
        long inputBits = node.Inputs.Max(input => (long)graph.Values[input].Length) * target.ActivationBits;
        long outputBits = (long)graph.Values[node.Output].Length * target.ActivationBits;
        long reads = EnergyModel.Access(cost.ActivationReadBits, inputBits);
        long writes = EnergyModel.Access(cost.ActivationWriteBits, outputBits);
        if (node.Operator is not MatrixOperator matrix || placement is null)
        {
            return EnergyEstimate.None with { ActivationReads = reads, ActivationWrites = writes };
        }

        long executed = cost.Executed - cost.Gated;
        long laneBits = Arithmetic.CeilingDivide(placement.StoredWords * placement.WordBits, Math.Max(1, target.Engine.Lanes));
        long biasBits = (long)matrix.Outputs * target.AccumulatorBits;
        return new EnergyEstimate(
            executed * EnergyModel.Multiply(target.WeightBits),
            executed * EnergyModel.Add(target.AccumulatorBits),
            EnergyModel.Access(cost.WeightBits, laneBits),
            EnergyModel.Access(biasBits * matrix.Positions, biasBits),
            reads,
            writes);
    }
}
