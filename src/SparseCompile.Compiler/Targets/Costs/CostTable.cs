using SparseCompile.Compiler.Planning;

namespace SparseCompile.Compiler.Targets.Costs;

/// <summary>What the operations of a kernel cost, in nanoseconds, as measured: the data are in <c>avx512.json</c>, each with where it comes from.</summary>
public sealed class CostTable
{
    private static readonly Lazy<CostTable> Wide = new(() => CostTableReader.ReadResource("avx512.json"));

    /// <summary>The figures for 512-bit vectors.</summary>
    public static CostTable Avx512 => Wide.Value;

    /// <summary>Which figures these are.</summary>
    public string Provenance { get; private init; } = "";

    /// <summary>Bytes of tables up to which steps cost what is said here; twice as many come from the level-3 cache altogether.</summary>
    public double Level2Bytes { get; private init; }

    /// <summary>A step of four groups of 16 rows that share windows of 64: 80 bytes of tables from the level-2 cache.</summary>
    public double StreamedStep4 { get; private init; }

    /// <summary>The same of two groups.</summary>
    public double StreamedStep2 { get; private init; }

    /// <summary>The same of a single group, bound by the latency of its chain.</summary>
    public double StreamedStep1 { get; private init; }

    /// <summary>A step of four groups that share windows of 64, inputs added and subtracted: 16 bytes of tables.</summary>
    public double SignedStep4 { get; private init; }

    /// <summary>The same of two groups.</summary>
    public double SignedStep2 { get; private init; }

    /// <summary>The same of a single group.</summary>
    public double SignedStep1 { get; private init; }

    /// <summary>A step of four groups with windows of 32.</summary>
    public double NarrowStep4 { get; private init; }

    /// <summary>The same of two groups.</summary>
    public double NarrowStep2 { get; private init; }

    /// <summary>The same of a single group.</summary>
    public double NarrowStep1 { get; private init; }

    /// <summary>A step of four groups with windows of 32, inputs added and subtracted.</summary>
    public double NarrowSignedStep4 { get; private init; }

    /// <summary>The same of two groups.</summary>
    public double NarrowSignedStep2 { get; private init; }

    /// <summary>The same of a single group.</summary>
    public double NarrowSignedStep1 { get; private init; }

    /// <summary>A step of blocks of 16 rows: an input on all lanes.</summary>
    public double SharedStep16 { get; private init; }

    /// <summary>A step of blocks of 8 rows.</summary>
    public double SharedStep8 { get; private init; }

    /// <summary>A multiply-add of blocks of 4 rows and 4 inputs.</summary>
    public double QuadStep { get; private init; }

    /// <summary>A multiply-add of a column of one input, one lane.</summary>
    public double ColumnMac { get; private init; }

    /// <summary>Visiting a column, its mispredicted exit included.</summary>
    public double Column { get; private init; }

    /// <summary>Looking whether one input is zero.</summary>
    public double ListedInput { get; private init; }

    /// <summary>The loop around the steps of a block, its mispredicted exit included.</summary>
    public double StreamedBlock { get; private init; }

    /// <summary>The loop around the steps of a block of groups whose rows share inputs, 16 or 8 of them.</summary>
    public double SharedBlock { get; private init; }

    /// <summary>The same for blocks of 4 rows and 4 inputs.</summary>
    public double QuadBlock { get; private init; }

    /// <summary>What a step costs more when its tables come from the level-3 cache.</summary>
    public double Level3Step { get; private init; }

    /// <summary>A step of an unrolled kernel.</summary>
    public double RegisterStep { get; private init; }

    /// <summary>Calling a kernel.</summary>
    public double LayerCall { get; private init; }

    /// <summary>Copying one input of the network to its slot.</summary>
    public double CopiedInput { get; private init; }

    /// <summary>The same to a slot at another place.</summary>
    public double ScatteredInput { get; private init; }

    /// <summary>Putting one output back in order.</summary>
    public double ReorderedRow { get; private init; }

    /// <summary>A multiply-accumulate of a dense kernel, weights from level 2 or 3.</summary>
    public double DenseMac { get; private init; }

    /// <summary>Calling a dense kernel.</summary>
    public double DenseLayer { get; private init; }

    /// <summary>Makes a table.</summary>
    /// <param name="provenance">Which figures these are.</param>
    /// <param name="level2Bytes">Bytes that the level-2 cache holds beside everything else.</param>
    /// <param name="costs">The cost of that name, in nanoseconds.</param>
    internal static CostTable Create(string provenance, double level2Bytes, Func<string, double> costs) =>
        new()
        {
            Provenance = provenance,
            Level2Bytes = level2Bytes,
            StreamedStep4 = costs("streamedStep4"),
            StreamedStep2 = costs("streamedStep2"),
            StreamedStep1 = costs("streamedStep1"),
            SignedStep4 = costs("signedStep4"),
            SignedStep2 = costs("signedStep2"),
            SignedStep1 = costs("signedStep1"),
            NarrowStep4 = costs("narrowStep4"),
            NarrowStep2 = costs("narrowStep2"),
            NarrowStep1 = costs("narrowStep1"),
            NarrowSignedStep4 = costs("narrowSignedStep4"),
            NarrowSignedStep2 = costs("narrowSignedStep2"),
            NarrowSignedStep1 = costs("narrowSignedStep1"),
            SharedStep16 = costs("sharedStep16"),
            SharedStep8 = costs("sharedStep8"),
            QuadStep = costs("quadStep"),
            ColumnMac = costs("columnMac"),
            Column = costs("column"),
            ListedInput = costs("listedInput"),
            StreamedBlock = costs("streamedBlock"),
            SharedBlock = costs("sharedBlock"),
            QuadBlock = costs("quadBlock"),
            Level3Step = costs("level3Step"),
            RegisterStep = costs("registerStep"),
            LayerCall = costs("layerCall"),
            CopiedInput = costs("copiedInput"),
            ScatteredInput = costs("scatteredInput"),
            ReorderedRow = costs("reorderedRow"),
            DenseMac = costs("denseMac"),
            DenseLayer = costs("denseLayer"),
        };

    /// <summary>One group's step of a lookup; masks cost nothing that could be measured.</summary>
    /// <param name="family">One of the lookups in windows.</param>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    public double LookupStep(KernelFamily family, int groups) => (family, groups) switch
    {
        (KernelFamily.SignedLookup, 4) => SignedStep4,
        (KernelFamily.SignedLookup, 2) => SignedStep2,
        (KernelFamily.SignedLookup, _) => SignedStep1,
        (KernelFamily.NarrowLookup, 4) => NarrowStep4,
        (KernelFamily.NarrowLookup, 2) => NarrowStep2,
        (KernelFamily.NarrowLookup, _) => NarrowStep1,
        (KernelFamily.NarrowSignedLookup, 4) => NarrowSignedStep4,
        (KernelFamily.NarrowSignedLookup, 2) => NarrowSignedStep2,
        (KernelFamily.NarrowSignedLookup, _) => NarrowSignedStep1,
        (_, 4) => StreamedStep4,
        (_, 2) => StreamedStep2,
        _ => StreamedStep1,
    };

    /// <summary>One multiply-add of the block family; a single group is bound by the latency of its chain.</summary>
    /// <param name="shape">How rows share inputs.</param>
    /// <param name="groups">Groups of the block: 4, 2 or 1.</param>
    public double BlockStep(BlockShape shape, int groups)
    {
        double step = (shape.Height, shape.Width) switch { (16, _) => SharedStep16, (8, _) => SharedStep8, _ => QuadStep };
        return groups switch { 4 => step, 2 => Math.Max(step, NarrowStep2), _ => Math.Max(step, NarrowStep1) };
    }

    /// <summary>The loop around the steps of a block of groups, of the block family.</summary>
    /// <param name="shape">How rows share inputs.</param>
    public double BlockLoop(BlockShape shape) => shape.Width == 1 ? SharedBlock : QuadBlock;

    /// <summary>What a step costs more for the cache that its tables come from.</summary>
    /// <param name="tableBytes">Bytes the whole layer streams through.</param>
    public double FarStep(long tableBytes) => Level3Step * Math.Max(0, Math.Min(1, (tableBytes - Level2Bytes) / Level2Bytes));
}
