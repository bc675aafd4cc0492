using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Pruning.Tensors;

/// <summary>Reads tensors whole, as float32.</summary>
internal static class TensorReader
{
    /// <summary>Elements up to which a tensor is read: they are all in memory, and a file of a few bytes may state any shape.</summary>
    private const long MostElements = 1L << 28;

    /// <summary>All tensors of a file, in its order.</summary>
    /// <exception cref="ProjectException">The file or one of its tensors cannot be read.</exception>
    public static List<DenseTensor> ReadAll(WeightFile file) => file.Error is { } error
        ? throw Failed(file, error)
        : [.. file.Tensors.Select(info => Read(file, info))];

    /// <summary>Opens a file and reads all of its tensors.</summary>
    /// <exception cref="ProjectException">The file or one of its tensors cannot be read.</exception>
    public static List<DenseTensor> ReadAll(string path) => ReadAll(WeightFile.Open(path, Path.GetFileName(path)));

    /// <summary>One tensor of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">A name of its tensors.</param>
    /// <exception cref="ProjectException">The tensor cannot be read.</exception>
    public static DenseTensor Read(WeightFile file, string name) => Read(file, file.Tensors.First(info => info.Name == name));

    private static DenseTensor Read(WeightFile file, TensorInfo info)
    {
        long count = 1;
        foreach (long extent in info.Shape)
        {
            count = extent == 0 ? 0 : count > MostElements / extent ? MostElements + 1 : count * extent;
        }

        if (count > MostElements)
        {
            throw new ProjectException($"'{file.DisplayName}': tensor '{info.Name}' has more than {MostElements} elements. Expected fewer: all are read into memory.");
        }

        TensorReadResult result = file.Read(info.Name);
        if (result.Tensor is not { } tensor)
        {
            throw Failed(file, result.Error!);
        }

        float[] values = new float[count];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return values.Any(value => !float.IsFinite(value))
            ? throw new ProjectException($"'{file.DisplayName}': tensor '{info.Name}' holds a value that is not finite. Expected finite numbers.")
            : new DenseTensor(info.Name, [.. info.Shape], values);
    }

    private static ProjectException Failed(WeightFile file, WeightFileError error) =>
        new($"'{file.DisplayName}'{(error.Tensor.Length > 0 ? $", tensor '{error.Tensor}'" : "")}: found {error.Found}; expected {error.Expected}.");
}
