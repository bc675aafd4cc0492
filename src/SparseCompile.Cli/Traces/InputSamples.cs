using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Traces;

/// <summary>Inputs from a file, one after the other along the first axis of a tensor.</summary>
internal sealed class InputSamples
{
    /// <summary>Elements that inputs may have in all: 4 GB as float32.</summary>
    private const long MostElements = 1 << 30;

    private readonly Tensor _tensor;

    private InputSamples(string name, Tensor tensor)
    {
        Name = name;
        _tensor = tensor;
        Count = (int)tensor.Info.Shape[0];
        Length = tensor.Info.Shape.Skip(1).Aggregate(1L, (length, extent) => length * extent);
    }

    /// <summary>The file's name, without folders.</summary>
    public string Name { get; }

    /// <summary>Inputs.</summary>
    public int Count { get; }

    /// <summary>Elements of one input.</summary>
    public long Length { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">The tensor; null for the only one.</param>
    /// <exception cref="ProjectException">It cannot be read, or has no such tensor.</exception>
    public static InputSamples Read(string path, string? name)
    {
        WeightFile file = WeightFile.Open(path, path);
        if (file.Error is { } error)
        {
            throw new ProjectException($"'{path}' cannot be read: found {error.Found}; expected {error.Expected}.");
        }

        string[] names = [.. file.Tensors.Where(info => name is null || info.Name == name).Select(info => info.Name)];
        if (names.Length != 1)
        {
            string all = string.Join(", ", file.Tensors.Take(8).Select(info => $"'{info.Name}'"));
            throw new ProjectException($"'{path}' has {(name is null ? $"{names.Length} tensors" : $"no tensor '{name}'")}: found {(all.Length == 0 ? "none" : all)}; expected one, or its name by --tensor.");
        }

        TensorInfo info = file.Tensors.First(tensor => tensor.Name == names[0]);
        long elements = info.Shape.Aggregate(1L, (length, extent) => length > MostElements ? length : length * extent);
        if (info.Shape.Count < 2 || elements is 0 or > MostElements)
        {
            throw new ProjectException($"Tensor '{names[0]}' in '{path}' holds no inputs: found the shape [{string.Join(", ", info.Shape)}]; expected at least two axes, inputs along the first, and 1 to {MostElements} elements.");
        }

        TensorReadResult read = file.Read(names[0]);
        return read.Tensor is { } tensor ? new InputSamples(Path.GetFileName(path), tensor)
            : throw new ProjectException($"Tensor '{names[0]}' in '{path}' cannot be read: found {read.Error!.Found}; expected {read.Error.Expected}.");
    }

    /// <summary>One input, zeros included.</summary>
    public double[] this[int index]
    {
        get
        {
            double[] values = new double[Length];
            long first = index * Length;
            int at = Array.BinarySearch(_tensor.Positions, first);
            for (int i = at < 0 ? ~at : at; i < _tensor.Positions.Length && _tensor.Positions[i] < first + Length; i++)
            {
                values[_tensor.Positions[i] - first] = _tensor.Values[i];
            }

            return values;
        }
    }
}
