using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;

namespace SparseCompile.Benchmarks.Weights;

/// <summary>The verb <c>make-weights</c>: makes the committed weight files again.</summary>
internal static class WeightMaker
{
    /// <summary>Writes the files into the project's weights folder, or into the one given.</summary>
    public static int Run(string? folder)
    {
        folder ??= RepositoryRoot.Find() is string root ? Path.Combine(root, "tests", "SparseCompile.Benchmarks", "weights") : null;
        if (folder is null)
        {
            Console.Error.WriteLine("make-weights: not inside the repository; name the folder to write to.");
            return 2;
        }

        Directory.CreateDirectory(folder);
        Write(folder, "jet.npz", Jet());
        Write(folder, "fc-random-95.npz", [SeededMatrix.Layer(1600, 1500, density: 0.05, relu: false, seed: 95)]);
        Write(folder, "fc-random-90.npz", [PatternMatrix.Random(1024, 1024, density: 0.1, seed: 90)]);
        Write(folder, "fc-random-80.npz", [PatternMatrix.Random(1024, 1024, density: 0.2, seed: 80)]);
        Write(folder, "fc-2of32.npz", [PatternMatrix.NOfM(1600, 1500, 2, 32, seed: 232)]);
        Write(folder, "fc-2to4.npz", [PatternMatrix.NOfM(1024, 1024, 2, 4, seed: 24)]);
        Write(folder, "fc-block16-95.npz", [PatternMatrix.Blocks(1600, 1500, 16, 1, density: 0.05, seed: 1695)]);
        Write(folder, "fc-block4x4.npz", [PatternMatrix.Blocks(1024, 3072, 4, 4, density: 0.0625, seed: 44)]);
        Write(folder, "fc-ternary-90.npz", [PatternMatrix.Ternary(1024, 1024, density: 0.1, seed: 390)]);
        Write(folder, "fc-large-90.npz", [PatternMatrix.Random(2048, 2048, density: 0.1, seed: 2090)]);
        Write(folder, "fc-large-ternary-90.npz", [PatternMatrix.Ternary(2048, 2048, density: 0.1, seed: 2390)]);
        return 0;
    }

    private static List<DenseLayer> Jet()
    {
        // The jet-tagging network of the FPGA literature: small enough to live in registers.
        int[] sizes = [16, 64, 32, 32, 5];
        List<DenseLayer> layers = [];
        for (int i = 0; i + 1 < sizes.Length; i++)
        {
            layers.Add(SeededMatrix.Layer(sizes[i], sizes[i + 1], density: 0.25, relu: i + 2 < sizes.Length, seed: (ulong)(7500 + i)));
        }

        return layers;
    }

    private static void Write(string folder, string name, List<DenseLayer> layers)
    {
        Dictionary<string, NpyArray> arrays = [];
        for (int i = 0; i < layers.Count; i++)
        {
            DenseLayer layer = layers[i];
            arrays.Add(FormattableString.Invariant($"fc{i + 1}.weight"), new NpyArray([layer.Outputs, layer.Inputs], layer.Weights));
            arrays.Add(FormattableString.Invariant($"fc{i + 1}.bias"), new NpyArray([layer.Outputs], layer.Bias));
        }

        string path = Path.Combine(folder, name);
        NpzWriter.Write(path, arrays);
        int nonZeros = layers.Sum(layer => layer.Weights.Count(weight => weight != 0));
        Console.WriteLine(FormattableString.Invariant($"{name}: {layers.Count} layers, {nonZeros} non-zeros, {new FileInfo(path).Length} bytes"));
    }
}
