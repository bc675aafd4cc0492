using SparseCompile.Compiler.Hardware.Targets;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Every built-in target, and variations that make what the built-in ones have plenty of scarce.</summary>
public static class CustomTargets
{
    /// <summary>Small ones of every dataflow, so that small networks need several rounds.</summary>
    public static IReadOnlyList<HardwareTarget> All { get; } =
    [
        .. BuiltInTargets.All,
        Of("streamed-csr") with { Name = "three-lanes", Engine = new EngineShape(3, 1, 1), VectorLanes = 2 },
        Of("streamed-csr") with { Name = "two-banks", Engine = new EngineShape(4, 1, 1), Activations = new MemoryShape(0, 0, 2) },
        Of("streamed-csc") with { Name = "no-queue", Engine = new EngineShape(3, 1, 1), VectorLanes = 1 },
        Of("streamed-csc") with { Name = "queue-of-one", Engine = new EngineShape(3, 1, 1) { Queue = 1 } },
        Of("streamed-csc") with { Name = "queue-of-two", Zeros = ZeroHandling.SkipWeights, Engine = new EngineShape(2, 1, 1) { Queue = 2 } },
        Of("dense-systolic") with { Name = "gated-3-by-2", Zeros = ZeroHandling.Gate, Engine = new EngineShape(2, 3, 1) },
        Of("complementary-rows") with { Name = "overlay-3-by-2", Engine = new EngineShape(2, 3, 1) },
        Of("two-of-four") with { Name = "pairs-3", Engine = new EngineShape(3, 1, 2) },
        Of("bitmap-inner-join") with { Name = "chunks-of-5", Engine = new EngineShape(3, 1, 1) { Chunk = 5 } },
        Of("complementary/sparse-sparse") with { Name = "narrow-port", Engine = new EngineShape(7, 1, 1), Weights = new MemoryShape(0, 25, 0), Activations = new MemoryShape(0, 0, 3) },
        Of("complementary/sparse-dense") with { Name = "one-multiplier", Engine = new EngineShape(1, 1, 1), Activations = default },
    ];

    private static HardwareTarget Of(string name) => BuiltInTargets.Of(name);
}
