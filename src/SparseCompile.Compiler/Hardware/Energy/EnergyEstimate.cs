namespace SparseCompile.Compiler.Hardware.Energy;

/// <summary>Estimated energy of one inference, in femtojoule. Control, clock, leakage and non-linear functions are not in the table and not counted.</summary>
/// <param name="Multiply">A float32 multiplication for each actual MAC.</param>
/// <param name="Add">A float32 addition for each actual MAC.</param>
/// <param name="WordReads">Weights and indices: all lanes' ROM words, padding included, each lane its own memory.</param>
/// <param name="BiasReads">One bias for each row with non-zeros.</param>
/// <param name="ActivationReads">One input for each actual MAC.</param>
/// <param name="ActivationWrites">One output for each row with non-zeros, at the price of a read.</param>
internal sealed record EnergyEstimate(long Multiply, long Add, long WordReads, long BiasReads, long ActivationReads, long ActivationWrites)
{
    /// <summary>All parts together.</summary>
    public long Total => Multiply + Add + WordReads + BiasReads + ActivationReads + ActivationWrites;

    /// <summary>Part by part sum.</summary>
    public EnergyEstimate Plus(EnergyEstimate other) => new(
        Multiply + other.Multiply,
        Add + other.Add,
        WordReads + other.WordReads,
        BiasReads + other.BiasReads,
        ActivationReads + other.ActivationReads,
        ActivationWrites + other.ActivationWrites);
}
