using SparseCompile.Cli.Common;
using SparseCompile.Cli.Projects;

namespace SparseCompile.Cli.Conversion.Writers;

/// <summary>Chooses a writer by the extension of a file, and writes whole files or none.</summary>
internal static class WeightWriters
{
    /// <summary>Elements of a dense tensor up to which one is written with its zeros.</summary>
    private const long MostElements = 1L << 30;

    /// <summary>Writes tensors.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="tensors">The tensors in their order.</param>
    /// <exception cref="ProjectException">The format is not written, or cannot hold the tensors.</exception>
    public static void Write(string path, IReadOnlyList<StoredTensor> tensors)
    {
        Action<Stream, IReadOnlyList<StoredTensor>> writer = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".npz" => NpzWriter.Write,
            ".safetensors" => SafetensorsWriter.Write,
            ".mtx" => MatrixMarketWriter.Write,
            string other => throw new ProjectException($"'{path}' has the extension '{other}'; expected .npz, .safetensors or .mtx."),
        };
        if (writer != MatrixMarketWriter.Write && tensors.FirstOrDefault(tensor => tensor.Length > MostElements) is { } large)
        {
            throw new ProjectException($"'{large.Name}' has {Figures.Count(large.Length)} elements with its zeros; expected at most {Figures.Count(MostElements)}, or the output .mtx.");
        }

        WholeFile.Write(path, stream => writer(stream, tensors));
    }
}
