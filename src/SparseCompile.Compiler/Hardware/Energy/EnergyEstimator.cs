using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Hardware.Scheduling;

namespace SparseCompile.Compiler.Hardware.Energy;

/// <summary>Prices one inference of a layer.</summary>
internal static class EnergyEstimator
{
    private const int ValueBits = 32;

    /// <summary>Estimates with <see cref="EnergyModel"/>.</summary>
    public static EnergyEstimate Estimate(Linear layer, LaneSchedule schedule)
    {
        long macs = schedule.NonZeros;
        long computedRows = layer.Outputs - schedule.ConstantRows;
        long laneBits = schedule.Depth * schedule.WordBits.Total;
        return new EnergyEstimate(
            macs * EnergyModel.MultiplyFloat32,
            macs * EnergyModel.AddFloat32,
            EnergyModel.Access(schedule.RomBits, laneBits),
            EnergyModel.Access(computedRows * ValueBits, (long)layer.Outputs * ValueBits),
            EnergyModel.Access(macs * ValueBits, (long)layer.Inputs * ValueBits),
            EnergyModel.Access(computedRows * ValueBits, (long)layer.Outputs * ValueBits));
    }
}
