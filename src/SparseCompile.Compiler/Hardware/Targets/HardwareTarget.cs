using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Hardware.Targets;

/// <summary>An accelerator, as a target file describes it.</summary>
/// <param name="Name">Its name; of a variant, the file's name, a slash, and the variant's.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Dataflow">How it moves operands.</param>
/// <param name="Zeros">What it does about zeros.</param>
/// <param name="WeightFormat">The storage format of weights: one of those that storage is compared in.</param>
public sealed record HardwareTarget(string Name, string Summary, Dataflow Dataflow, ZeroHandling Zeros, string WeightFormat)
{
    /// <summary>Bits of a stored weight.</summary>
    public int WeightBits { get; init; } = 8;

    /// <summary>Bits of an activation.</summary>
    public int ActivationBits { get; init; } = 8;

    /// <summary>Bits of a sum.</summary>
    public int AccumulatorBits { get; init; } = 32;

    /// <summary>The multipliers.</summary>
    public EngineShape Engine { get; init; } = new(16, 1, 1);

    /// <summary>Lanes for what has no weights: pools, k-winners, additions.</summary>
    public int VectorLanes { get; init; } = 16;

    /// <summary>The memory of weights.</summary>
    public MemoryShape Weights { get; init; }

    /// <summary>The memory of activations.</summary>
    public MemoryShape Activations { get; init; }

    /// <summary>Megabits per second of the external link, which all copies share; 0 where it is not modelled.</summary>
    public int LinkMegabits { get; init; }

    /// <summary>Clock rate in MHz.</summary>
    public int ClockMegahertz { get; init; } = 250;

    /// <summary>Copies of the network; 0 for as many as fit the chip.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>What the chip has, for copies that must fit; null where that is not stated.</summary>
    public ChipShape? Chip { get; init; }

    /// <summary>What is assumed and not known.</summary>
    public EquatableArray<string> Assumptions { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Every operator has a module of its own, so that inputs overlap; else one engine runs operators in turn.</summary>
    public bool IsPipelined => Dataflow is Dataflow.StreamedRows or Dataflow.Spatial or Dataflow.Complementary;

    /// <summary>Modules pass values by handshake, pixel by pixel.</summary>
    public bool IsStreamed => Dataflow is Dataflow.StreamedRows or Dataflow.Spatial;

    /// <summary>Cycles depend on which activations are zero.</summary>
    public bool ExaminesActivations => Zeros == ZeroHandling.SkipBoth;
}

/// <summary>The multipliers of an engine.</summary>
/// <param name="Lanes">Lanes, columns of a systolic array, or multipliers of a complementary engine.</param>
/// <param name="Rows">Rows of a systolic array; 1 otherwise.</param>
/// <param name="MacsPerLane">Multiply-accumulates of a lane in a cycle.</param>
public readonly record struct EngineShape(int Lanes, int Rows, int MacsPerLane)
{
    /// <summary>Words that a lane's queue holds; 0 where lanes wait for one another.</summary>
    public int Queue { get; init; }

    /// <summary>Bits of a bitmap that are intersected in a cycle.</summary>
    public int Chunk { get; init; }

    /// <summary>Multiply-accumulates in a cycle.</summary>
    public long Macs => (long)Lanes * Rows * MacsPerLane;
}

/// <summary>A memory.</summary>
/// <param name="Bits">Its size; 0 for as large as needed.</param>
/// <param name="WidthBits">Bits read in a cycle; 0 for as many as asked for.</param>
/// <param name="Banks">Banks that are read independently, one word in a cycle each; 0 for a copy for each lane, without conflicts.</param>
public readonly record struct MemoryShape(long Bits, int WidthBits, int Banks);

/// <summary>The resources of a chip, which copies of a network share.</summary>
/// <param name="Regions">Dies or clock regions that a copy does not cross.</param>
/// <param name="Multipliers">Multipliers of a region.</param>
/// <param name="MemoryBits">On-chip memory for weights, of a region.</param>
public sealed record ChipShape(int Regions, long Multipliers, long MemoryBits);
