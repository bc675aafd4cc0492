namespace SparseCompile.Compiler.Planning;

/// <summary>What the operations of a kernel cost, in nanoseconds, measured.</summary>
/// <remarks>
/// Measured on one machine: 2 cores, x86-64 with AVX-512 (Zen 5 class, about 3.8 GHz), .NET 10.0.12, one thread, minima over 300 rounds.
/// A step is one fused multiply-add of 16 lanes with its lookup. Streams that fit no level-1 cache are bound by 64-byte lines from level 2, 0.33...0.45 ns each.
/// </remarks>
/// <param name="Provenance">Where the figures come from.</param>
/// <param name="StreamedStep4">Step of a block of four groups, windows of 64 shared by them.</param>
/// <param name="StreamedStep2">Step of a block of two groups.</param>
/// <param name="StreamedStep1">Step of a single group: bound by the latency of its chain.</param>
/// <param name="StreamedBlock">Loop overhead of a block, its mispredicted exit included.</param>
/// <param name="RegisterStep">Step of an unrolled kernel.</param>
/// <param name="LayerCall">Calling a kernel, copying its input into slots.</param>
/// <param name="ScatteredInput">Putting one input at another place, against copying it.</param>
/// <param name="ReorderedRow">Putting one output back in order.</param>
/// <param name="DenseMac">One multiply-accumulate of a dense kernel, weights from level 2 or 3.</param>
/// <param name="DenseLayer">Calling a dense kernel.</param>
public sealed record CostTable(
    string Provenance,
    double StreamedStep4,
    double StreamedStep2,
    double StreamedStep1,
    double StreamedBlock,
    double RegisterStep,
    double LayerCall,
    double ScatteredInput,
    double ReorderedRow,
    double DenseMac,
    double DenseLayer)
{
    /// <summary>The figures for 512-bit vectors.</summary>
    public static CostTable Avx512 { get; } = new(
        "zen5-avx512-2026-11",
        StreamedStep4: 0.67,
        StreamedStep2: 0.80,
        StreamedStep1: 1.15,
        StreamedBlock: 6,
        RegisterStep: 0.42,
        LayerCall: 12,
        ScatteredInput: 0.25,
        ReorderedRow: 0.27,
        DenseMac: 0.025,
        DenseLayer: 20);

    /// <summary>Cost of one step of a block, all its groups together.</summary>
    public double StreamedBlockStep(int groups) => groups switch
    {
        4 => 4 * StreamedStep4,
        2 => 2 * StreamedStep2,
        _ => StreamedStep1,
    };
}
