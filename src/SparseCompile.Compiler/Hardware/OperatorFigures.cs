using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Hardware.Dataflows;
using SparseCompile.Compiler.Hardware.Energy;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Everything computed about one operator on a target.</summary>
/// <param name="Node">The operator.</param>
/// <param name="Placement">Where its non-zeros are; null where it has no weights.</param>
/// <param name="Cost">One inference, if no activation is zero.</param>
/// <param name="Macs">Multiply-accumulates of <paramref name="Cost"/>.</param>
/// <param name="Energy">Estimate for <paramref name="Cost"/>.</param>
public sealed record OperatorFigures(Node Node, Placement? Placement, EngineCost Cost, MacCounts Macs, EnergyEstimate Energy)
{
    /// <summary>One inference with the zeros that are known of its input; null where the target does not examine them.</summary>
    public EngineCost? Active { get; init; }

    /// <summary>What <see cref="Active"/> is for.</summary>
    public InputActivity Activity { get; init; } = InputActivity.Full;

    /// <summary>Where that is known from.</summary>
    public string ActivityBasis { get; init; } = "";

    /// <summary>The figures that time and throughput are made of.</summary>
    public EngineCost Effective => Active ?? Cost;
}
