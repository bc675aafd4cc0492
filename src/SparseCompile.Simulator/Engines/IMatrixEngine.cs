using SparseCompile.Simulator.Documents;

namespace SparseCompile.Simulator.Engines;

/// <summary>An engine that is stepped cycle by cycle.</summary>
internal interface IMatrixEngine
{
    /// <summary>Runs one inference of a layer.</summary>
    /// <param name="op">The layer.</param>
    /// <param name="input">Its input, channels first.</param>
    EngineRun Run(OperatorInfo op, float[] input);
}
