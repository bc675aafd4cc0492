using SparseCompile.Benchmarks.Generated;
using SparseCompile.Benchmarks.Images;
using SparseCompile.Benchmarks.Models;
using SparseCompile.Benchmarks.Onnx;

namespace SparseCompile.Benchmarks.Workloads;

/// <summary>Every workload, and the one place where generated models are registered.</summary>
/// <remarks>
/// A model is registered as a static lambda, <c>static (x, y) => Jet.Infer(x, y)</c>, not as a method group: a delegate to a static method goes through a
/// thunk that moves its arguments, and on a network of 40 ns that is noticed.
/// </remarks>
internal static class WorkloadCatalog
{
    private const string LyraName = "lyra-gru-4x4";
    private static readonly string[] JetLayers = ["fc1", "fc2", "fc3", "fc4"];
    private static readonly string[] KeywordLayers = ["fc1", "fc2", "fc3"];
    private static readonly string[] SingleLayer = ["fc1"];

    /// <summary>All of them, measurable or not.</summary>
    public static IReadOnlyList<WorkloadDefinition> Definitions { get; } =
    [
        new("jet", 1, "jet.npz", JetLayers, static (x, y) => Jet.Infer(x, y)),
        new("kws-mlp", 1, "kws.npz", KeywordLayers, static (x, y) => Keywords.Infer(x, y)),
        new("fc-random-95", 1, "fc-random-95.npz", SingleLayer, static (x, y) => FcRandom95.Infer(x, y)),
        new("fc-relu-95", 1, "fc-random-95.npz", SingleLayer, static (x, y) => FcRelu95.Infer(x, y)) { InputSparsity = 0.9 },
        new("fc-random-95-b64", 64, "fc-random-95.npz", SingleLayer, static (x, y) => FcRandom95.InferBatch(x, y)),
        new("fc-random-90", 1, "fc-random-90.npz", SingleLayer, static (x, y) => FcRandom90.Infer(x, y)),
        new("fc-random-80", 1, "fc-random-80.npz", SingleLayer, static (x, y) => FcRandom80.Infer(x, y)),
        new("fc-2of32", 1, "fc-2of32.npz", SingleLayer, static (x, y) => Fc2Of32.Infer(x, y)),
        new("fc-block16-95", 1, "fc-block16-95.npz", SingleLayer, static (x, y) => FcBlock16.Infer(x, y)),
        new("fc-2to4", 1, "fc-2to4.npz", SingleLayer, static (x, y) => Fc2To4.Infer(x, y)),
        new("fc-ternary-90", 1, "fc-ternary-90.npz", SingleLayer, static (x, y) => FcTernary90.Infer(x, y)),
        new("fc-large-90", 1, "fc-large-90.npz", SingleLayer, static (x, y) => FcLarge90.Infer(x, y)),
        new("fc-large-ternary-90", 1, "fc-large-ternary-90.npz", SingleLayer, static (x, y) => FcLargeTernary90.Infer(x, y)),
        new(LyraName, 1, "fc-block4x4.npz", SingleLayer, static (x, y) => FcBlock4x4.Infer(x, y)),
    ];

    /// <summary>Everything the ratios can be asked for: the real matrix of the codec in place of the seeded one where it is there, and those that are compiled when they are measured.</summary>
    public static IEnumerable<IWorkloadSource> Sources
    {
        get
        {
            IWorkloadSource[] real = [.. SharedMatrices.Lyra()];
            IEnumerable<IWorkloadSource> seeded = Definitions.Where(definition => real.All(source => source.Name != definition.Name));
            return [.. seeded, .. real, .. ImageCatalog.Sources(), .. OnnxSource.Shared(), .. HypersparseLayers.Sources(), .. SharedMatrices.Dlmc()];
        }
    }

    /// <summary>Those that can be measured in this build.</summary>
    public static IEnumerable<IWorkload> Available => Definitions.Select(definition => definition.TryOpen(out _)).OfType<IWorkload>();
}
