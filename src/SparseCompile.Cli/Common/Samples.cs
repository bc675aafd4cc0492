using SparseCompile.Cli.Conversion;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Scaffolding;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Common;

/// <summary>Tensors with a value for each of several samples: inputs, or the outputs that are expected.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Tensors">Its tensors.</param>
internal sealed record Samples(string File, IReadOnlyList<StoredTensor> Tensors)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectException">It cannot be read.</exception>
    public static Samples Read(string path)
    {
        WeightFile[] files = ScaffoldCommand.Open([path]);
        return new Samples(files[0].LogicalName, TensorReader.Read(files, new Dictionary<string, string>(), Compiler.Tensors.PatternValues.Refuse));
    }

    /// <summary>The samples of a tensor, each of some length.</summary>
    /// <param name="name">The tensor; null for the only one that fits.</param>
    /// <param name="length">Values of a sample.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <exception cref="ProjectException">There is no such tensor, or several.</exception>
    public float[][] Of(string? name, int length, string what)
    {
        StoredTensor[] fitting = [.. Tensors.Where(tensor => (name is null || tensor.Name == name) && tensor.Length > 0 && tensor.Length % length == 0 && HasSamples(tensor, length))];
        if (fitting.Length != 1)
        {
            string found = Tensors.Count == 0 ? "none" : string.Join(", ", Tensors.Take(8).Select(tensor => $"'{tensor.Name}' of [{string.Join(", ", tensor.Shape)}]"));
            throw new ProjectException(
                $"'{File}' has {(fitting.Length == 0 ? "no tensor" : "several tensors")} {(name is null ? "" : $"called '{name}' ")}with {length} values a sample for the {what}; found {found}.");
        }

        return Split(fitting[0], length);
    }

    /// <summary>The samples of several tensors side by side: each is called as what it is for. One alone may be called otherwise.</summary>
    /// <param name="name">The tensor where there is one; null for the only one that fits.</param>
    /// <param name="wanted">Names and lengths.</param>
    /// <param name="what">What they are, for messages.</param>
    /// <exception cref="ProjectException">A tensor is missing, or they differ in the number of samples.</exception>
    public float[][] Of(string? name, IReadOnlyList<(string Name, int Length)> wanted, string what)
    {
        if (wanted.Count == 1)
        {
            return Of(name, wanted[0].Length, what);
        }

        float[][][] all = [.. wanted.Select(one => Of(one.Name, one.Length, what))];
        return all.All(samples => samples.Length == all[0].Length)
            ? [.. Enumerable.Range(0, all[0].Length).Select(i => all.SelectMany(samples => samples[i]).ToArray())]
            : throw new ProjectException($"'{File}' has {string.Join(", ", wanted.Zip(all, (one, samples) => $"{samples.Length} samples of '{one.Name}'"))}; expected as many of each.");
    }

    /// <summary>The samples of a tensor.</summary>
    public static float[][] Split(StoredTensor tensor, int length)
    {
        float[][] samples = [.. Enumerable.Range(0, (int)(tensor.Length / length)).Select(_ => new float[length])];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            samples[tensor.Positions[i] / length][tensor.Positions[i] % length] = tensor.Values[i];
        }

        return samples;
    }

    /// <summary>One sample without an extent for it, or as many as the first extent says.</summary>
    private static bool HasSamples(StoredTensor tensor, int length) => tensor.Length == length || tensor.Shape[0] * length == tensor.Length;
}
