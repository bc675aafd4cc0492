namespace SparseCompile.Compiler.Hardware.Energy;

/// <summary>Estimated energy of one inference, in femtojoule. Control, clock, leakage and non-linear functions are not in the table and not counted.</summary>
/// <param name="Multiply">A multiplication for each MAC that is executed.</param>
/// <param name="Add">An addition for each of them.</param>
/// <param name="WeightReads">Weights and what is stored beside them.</param>
/// <param name="BiasReads">A bias for each output.</param>
/// <param name="ActivationReads">Activations read.</param>
/// <param name="ActivationWrites">Activations written, at the price of a read.</param>
public sealed record EnergyEstimate(long Multiply, long Add, long WeightReads, long BiasReads, long ActivationReads, long ActivationWrites)
{
    /// <summary>Nothing.</summary>
    public static EnergyEstimate None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>All parts together.</summary>
    public long Total => Multiply + Add + WeightReads + BiasReads + ActivationReads + ActivationWrites;

    /// <summary>Part by part sum.</summary>
    public EnergyEstimate Plus(EnergyEstimate other) => new(
        Multiply + other.Multiply,
        Add + other.Add,
        WeightReads + other.WeightReads,
        BiasReads + other.BiasReads,
        ActivationReads + other.ActivationReads,
        ActivationWrites + other.ActivationWrites);
}
