using System.Security.Cryptography;
using System.Text;
using SparseCompile.Testing;

namespace SparseCompile.Generator.Tests;

/// <summary>A folder of weight files for one test, and the small networks most tests need.</summary>
public abstract class GeneratorTest : IDisposable
{
    /// <summary>The folder.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("sparsecompile-").FullName;

    /// <inheritdoc/>
    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A file with these bytes.</summary>
    protected WeightInput Write(string name, byte[] bytes)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return new WeightInput(path, name);
    }

    /// <summary>The plan beside a weight file, which asks for a kernel.</summary>
    /// <param name="weights">The weight file's name; it has been written.</param>
    /// <param name="model">The class.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="kernel">The candidate's description.</param>
    /// <param name="hash">SHA-256 of the weights; that of the file when null.</param>
    protected WeightInput WritePlan(string weights, string model, string layer, string kernel, string? hash = null)
    {
        hash ??= Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, weights))));
        string text =
            $$"""
            {
              "format": "sparsecompile-plan/2",
              "weightsSha256": "{{hash}}",
              "machine": { "processor": "any", "vectors": 512 },
              "models": [
                { "name": "{{model}}", "layers": [ { "name": "{{layer}}", "kernel": "{{kernel}}", "nanoseconds": 1.2e3 } ] }
              ]
            }
            """;
        return Write(weights + ".sparseplan.json", Encoding.UTF8.GetBytes(text));
    }

    /// <summary>An npz file with fc1 (3 to 2) and fc2 (2 to 2), two thirds of the weights pruned.</summary>
    protected WeightInput WriteTwoLayers(string name = "weights/two.npz") => TwoLayers().Write(Folder, name);

    /// <summary>The tensors of <see cref="WriteTwoLayers"/>.</summary>
    protected static NpzBuilder TwoLayers() => new NpzBuilder()
        .Add("fc1.weight", [2, 3], 1, 0, 2, 0, 0, -3).Add("fc1.bias", [2], 0.5f, 1)
        .Add("fc2.weight", [2, 2], 0.25f, 0, 0, -1).Add("fc2.bias", [2], 0, 2);

    /// <summary>A layer with every <paramref name="keep"/>th weight kept, values from a sequence that is part of this file.</summary>
    protected static float[] Pruned(int count, int keep, uint seed)
    {
        float[] weights = new float[count];
        uint state = seed;
        for (int i = 0; i < count; i++)
        {
            state = (state * 1664525) + 1013904223;
            weights[i] = (state >> 16) % keep == 0 ? (((int)(state >> 8) % 2000) - 1000.5f) / 512f : 0f;
        }

        return weights;
    }
}
