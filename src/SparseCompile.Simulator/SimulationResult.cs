namespace SparseCompile.Simulator;

/// <summary>What a machine did.</summary>
/// <param name="Outputs">An output for each input.</param>
/// <param name="Latency">Cycles of the first input, from the first cycle to its last output.</param>
/// <param name="Interval">Cycles between the last outputs of the last two inputs.</param>
/// <param name="Multiplications">Multiplications of one inference, the last one.</param>
/// <param name="Operators">What each operator did for the last input; empty for streamed targets, whose modules overlap.</param>
/// <param name="Values">The values of the last input: the input, then every operator's result; empty for streamed targets.</param>
public sealed record SimulationResult(
    IReadOnlyList<float[]> Outputs, long Latency, long Interval, long Multiplications, IReadOnlyList<OperatorRun> Operators, IReadOnlyList<float[]> Values);

/// <summary>What an operator did for one input.</summary>
/// <param name="Name">The operator.</param>
/// <param name="Cycles">Cycles until its last result was written.</param>
/// <param name="Interval">Cycles until it could have begun with the next input.</param>
/// <param name="Multiplications">Multiplications.</param>
public sealed record OperatorRun(string Name, long Cycles, long Interval, long Multiplications);
