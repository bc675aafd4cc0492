namespace SparseCompile.Simulator.Engines;

/// <summary>What an engine did for one inference of an operator.</summary>
/// <param name="Output">The result, channels first.</param>
/// <param name="Cycles">Cycles until the last result was written.</param>
/// <param name="IssueCycles">Cycles until the engine could have begun with the next input.</param>
/// <param name="Multiplications">Multiplications that took place.</param>
public sealed record EngineRun(float[] Output, long Cycles, long IssueCycles, long Multiplications);
