namespace SparseCompile.Compiler.Planning;

/// <summary>What the operations of a kernel cost, in nanoseconds, measured.</summary>
/// <remarks>
/// Measured on one machine: 2 cores, x86-64 with AVX-512 (Zen 5 class), .NET 10.0.12, one thread; the cost of two and one groups relative to four.
/// A step is one fused multiply-add of 16 lanes with its lookup, 80 bytes of tables. Steps of four groups took 0.50 ns with 0.2 MB of tables, 0.60 with 0.9 MB
/// (the level-2 cache holds 1 MB) and 0.99 with 2.7 MB.
/// </remarks>
/// <param name="Provenance">Where the figures come from.</param>
/// <param name="StreamedStep4">Step of a block of four groups, windows of 64 shared by them.</param>
/// <param name="StreamedStep2">Step of a block of two groups.</param>
/// <param name="StreamedStep1">Step of a single group: bound by the latency of its chain.</param>
/// <param name="StreamedBlock">Loop overhead of a block, its mispredicted exit included.</param>
/// <param name="Level2Bytes">Bytes of tables up to which steps cost the above; twice as many come from the level-3 cache altogether.</param>
/// <param name="Level3Step">What a step costs more when its tables come from the level-3 cache.</param>
/// <param name="RegisterStep">Step of an unrolled kernel.</param>
/// <param name="LayerCall">Calling a kernel.</param>
/// <param name="CopiedInput">Copying one input of the network into its slot.</param>
/// <param name="ScatteredInput">The same, to a slot at another place.</param>
/// <param name="ReorderedRow">Putting one output back in order.</param>
/// <param name="DenseMac">One multiply-accumulate of a dense kernel, weights from level 2 or 3.</param>
/// <param name="DenseLayer">Calling a dense kernel.</param>
public sealed record CostTable(
    string Provenance,
    double StreamedStep4,
    double StreamedStep2,
    double StreamedStep1,
    double StreamedBlock,
    double Level2Bytes,
    double Level3Step,
    double RegisterStep,
    double LayerCall,
    double CopiedInput,
    double ScatteredInput,
    double ReorderedRow,
    double DenseMac,
    double DenseLayer)
{
    /// <summary>The figures for 512-bit vectors.</summary>
    public static CostTable Avx512 { get; } = new(
        "zen5-avx512-2026-11",
        StreamedStep4: 0.50,
        StreamedStep2: 0.62,
        StreamedStep1: 1.15,
        StreamedBlock: 6,
        Level2Bytes: 750_000,
        Level3Step: 0.49,
        RegisterStep: 0.42,
        LayerCall: 12,
        CopiedInput: 0.06,
        ScatteredInput: 0.37,
        ReorderedRow: 0.53,
        DenseMac: 0.028,
        DenseLayer: 20);

    /// <summary>Cost of one step of a block, all its groups together.</summary>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    /// <param name="tableBytes">Bytes the whole layer streams through.</param>
    public double StreamedBlockStep(int groups, long tableBytes)
    {
        double far = Level3Step * Math.Max(0, Math.Min(1, (tableBytes - Level2Bytes) / Level2Bytes));
        return groups * (far + groups switch { 4 => StreamedStep4, 2 => StreamedStep2, _ => StreamedStep1 });
    }
}
