using SparseCompile.Benchmarks.Common;
using SparseCompile.Benchmarks.Workloads;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Benchmarks.Generated;

/// <summary>Workloads made of third-party matrices that lie beside the repository; where they do not, of seeded ones of the same shapes and densities.</summary>
internal static class SharedMatrices
{
    private const int Columns = 128;
    private const double LeastSparsity = 0.60;
    private const double MostSparsity = 0.95;

    /// <summary>The recurrent layer of a speech codec, 3,072 x 1,024 in blocks of 4 x 4, or nothing where it is not there.</summary>
    public static IEnumerable<IWorkloadSource> Lyra()
    {
        string path = PathOf("lyra_v1/lyra_16khz_gru_layer/weights.safetensors");
        return File.Exists(path) ? [new GeneratedSource("lyra-gru-4x4", 1, () => Read(path, "weight", "bias"))] : [];
    }

    /// <summary>Patterns of pruned ResNet-50 and Transformer layers with seeded values, times a matrix of 128 columns, row by row.</summary>
    public static IEnumerable<IWorkloadSource> Dlmc()
    {
        string folder = PathOf("dlmc");
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.smtx", SearchOption.AllDirectories).Where(IsInRange).Order(StringComparer.Ordinal)] : [];
        return files.Length > 0
            ? files.Select(path => new GeneratedSource($"dlmc-{Columns}:{ShortName(folder, path)}", Columns, () => Read(path, Path.GetFileNameWithoutExtension(path), null)) { IsInColumns = true })
            : Seeded();
    }

    /// <summary>Shapes and densities as they are most common in the collection.</summary>
    private static IEnumerable<IWorkloadSource> Seeded() =>
        from shape in new (int Outputs, int Inputs)[] { (512, 512), (1024, 256), (256, 2304), (128, 1152), (512, 2048) }
        from density in new[] { 0.4, 0.2, 0.1, 0.05 }
        select new GeneratedSource(
            FormattableString.Invariant($"dlmc-{Columns}:seeded {shape.Outputs} x {shape.Inputs}, {density:P0}"),
            Columns,
            () => PatternMatrix.Random(shape.Inputs, shape.Outputs, density, seed: (ulong)((shape.Inputs * 1000) + (density * 100)))) { IsInColumns = true };

    private static bool IsInRange(string path)
    {
        // rows, columns, non-zeros
        double[] header = [.. File.ReadLines(path).First().Split(',').Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        double sparsity = 1 - (header[2] / (header[0] * header[1]));
        return sparsity is >= LeastSparsity and <= MostSparsity;
    }

    private static string ShortName(string folder, string path)
    {
        string[] parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return $"{parts[0]}/{parts[1]}/{parts[2]}/{Path.GetFileNameWithoutExtension(parts[^1])}";
    }

    /// <summary>A matrix as a layer; a pattern gets seeded values.</summary>
    internal static DenseLayer Read(string path, string weight, string? bias)
    {
        WeightFile file = WeightFile.Open(path, Path.GetFileName(path));
        Tensor weights = Read(file, weight);
        int outputs = (int)weights.Info.Shape[0];
        return new DenseLayer((int)weights.Info.Shape[1], outputs, Dense(weights), bias is null ? new float[outputs] : Dense(Read(file, bias)), Relu: false);
    }

    private static Tensor Read(WeightFile file, string name)
    {
        TensorReadResult result = file.Read(name, Compiler.Tensors.PatternValues.Seeded);
        return result.Tensor ?? throw new InvalidDataException($"{file.Path}: found {result.Error?.Found}; expected {result.Error?.Expected}.");
    }

    private static float[] Dense(Tensor tensor)
    {
        float[] values = new float[tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent)];
        for (int i = 0; i < tensor.Values.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return values;
    }

    /// <summary>The path of third-party data, whether it is there or not.</summary>
    internal static string PathOf(string name) => Path.Combine(RepositoryRoot.Find() ?? "", "..", "shared", "data", name);
}
