namespace SparseCompile.Compiler.Planning;

/// <summary>What the operations of a kernel cost, in nanoseconds, measured.</summary>
/// <remarks>
/// Measured on one machine: 2 cores, x86-64 with AVX-512 (Zen 5 class), .NET 10.0.12, one thread; the cost of two and one groups relative to four.
/// A step is one fused multiply-add of 16 lanes with its lookup, 80 bytes of tables. Steps of four groups took 0.50 ns with 0.2 MB of tables, 0.60 with 0.9 MB
/// (the level-2 cache holds 1 MB) and 0.99 with 2.7 MB. Steps of the narrow lookup and of blocks are scaled from a Zen 4 machine, by what they took there against
/// a streamed step: 1.20 ns streamed, 0.90 narrow, 0.68 for blocks of 16 rows, 0.77 for a multiply-add of 4 x 4 blocks. Blocks of 8 rows lie between. Masks on idle lanes cost
/// nothing that could be measured: four workloads were 3 % faster to 2 % slower with a zero in every window instead.
/// </remarks>
/// <param name="Provenance">Where the figures come from.</param>
/// <param name="StreamedStep4">Step of a block of four groups, windows of 64 shared by them.</param>
/// <param name="StreamedStep2">Step of a block of two groups.</param>
/// <param name="StreamedStep1">Step of a single group: bound by the latency of its chain.</param>
/// <param name="NarrowStep4">Step of a block of four groups, windows of 32, no lane idle.</param>
/// <param name="NarrowStep2">The same of two groups.</param>
/// <param name="NarrowStep1">The same of a single group.</param>
/// <param name="SharedStep16">Step of blocks of 16 rows: an input on all lanes.</param>
/// <param name="SharedStep8">Step of blocks of 8 rows.</param>
/// <param name="QuadStep">Multiply-add of blocks of 4 rows and 4 inputs.</param>
/// <param name="ColumnMac">Multiply-add of a column of one input: a load, a store, one lane.</param>
/// <param name="Column">Visiting a column, its mispredicted exit included.</param>
/// <param name="ListedInput">Looking whether one input is zero.</param>
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
    double NarrowStep4,
    double NarrowStep2,
    double NarrowStep1,
    double SharedStep16,
    double SharedStep8,
    double QuadStep,
    double ColumnMac,
    double Column,
    double ListedInput,
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
        NarrowStep4: 0.38,
        NarrowStep2: 0.50,
        NarrowStep1: 1.05,
        SharedStep16: 0.30,
        SharedStep8: 0.34,
        QuadStep: 0.33,
        ColumnMac: 0.40,
        Column: 4,
        ListedInput: 0.05,
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

    /// <summary>One group's step of the streamed lookup.</summary>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    public double StreamedStep(int groups) => groups switch { 4 => StreamedStep4, 2 => StreamedStep2, _ => StreamedStep1 };

    /// <summary>One group's step of the narrow lookup, without masks.</summary>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    public double NarrowStep(int groups) => groups switch { 4 => NarrowStep4, 2 => NarrowStep2, _ => NarrowStep1 };

    /// <summary>One multiply-add of the block family; a single group is bound by the latency of its chain.</summary>
    /// <param name="shape">How rows share inputs.</param>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    public double BlockStep(BlockShape shape, int groups)
    {
        double step = (shape.Height, shape.Width) switch { (16, _) => SharedStep16, (8, _) => SharedStep8, _ => QuadStep };
        return groups switch { 4 => step, 2 => Math.Max(step, NarrowStep2), _ => Math.Max(step, NarrowStep1) };
    }

    /// <summary>What a step costs more for the cache that its tables come from.</summary>
    /// <param name="tableBytes">Bytes the whole layer streams through.</param>
    public double FarStep(long tableBytes) => Level3Step * Math.Max(0, Math.Min(1, (tableBytes - Level2Bytes) / Level2Bytes));
}
