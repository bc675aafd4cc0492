using SparseCompile.Cli.Projects;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;

namespace SparseCompile.Cli.Conversion;

/// <summary>Reads all tensors of weight files as they mean: sparse matrices in parts are whole, masks of pruning are applied.</summary>
internal static class TensorReader
{
    /// <summary>The tensors in the files' order.</summary>
    /// <param name="files">The files; no name may be in two of them.</param>
    /// <param name="masks">Names of weights, and of the masks that they are multiplied by.</param>
    /// <param name="patternValue">What stands for positions without values.</param>
    /// <exception cref="ProjectException">A tensor cannot be read.</exception>
    public static IReadOnlyList<StoredTensor> Read(IReadOnlyList<WeightFile> files, IReadOnlyDictionary<string, string> masks, Compiler.Tensors.PatternValues patternValue)
    {
        Dictionary<string, string> owners = new(StringComparer.Ordinal);
        List<StoredTensor> tensors = [];
        foreach (WeightFile file in files)
        {
            if (file.Error is { } error)
            {
                throw new ProjectException($"'{file.LogicalName}' cannot be read: found {error.Found}; expected {error.Expected}.");
            }

            foreach (StoredTensor tensor in OfFile(file, patternValue))
            {
                if (!owners.TryAdd(tensor.Name, file.LogicalName))
                {
                    throw new ProjectException($"'{tensor.Name}' is in '{owners[tensor.Name]}' and in '{file.LogicalName}'; expected each tensor in one file.");
                }

                tensors.Add(tensor);
            }
        }

        foreach ((string weight, string mask) in masks)
        {
            Apply(tensors, weight, mask);
        }

        return [.. tensors.Where(tensor => !masks.Values.Contains(tensor.Name))];
    }

    private static IEnumerable<StoredTensor> OfFile(WeightFile file, Compiler.Tensors.PatternValues patternValue)
    {
        TensorCatalog catalog = new(file);
        foreach (SparseGroup group in catalog.Groups)
        {
            yield return StoredTensor.Of(group.Name, Checked(file, group.Name, SparseGroupReader.Read(file, group, null, null)));
        }

        foreach (TensorInfo info in catalog.Plain)
        {
            const string Orig = "_orig", Mask = "_mask";
            if (info.Name.EndsWith(Mask, StringComparison.Ordinal) && catalog.Has(info.Name[..^Mask.Length] + Orig))
            {
                continue;
            }

            Tensor tensor = Checked(file, info.Name, file.Read(info.Name, patternValue));
            string plain = info.Name.EndsWith(Orig, StringComparison.Ordinal) ? info.Name[..^Orig.Length] : "";
            bool isMasked = plain.Length > 0 && catalog.Has(plain + Mask);
            yield return isMasked
                ? Product(StoredTensor.Of(plain, tensor), StoredTensor.Of(plain + Mask, Checked(file, plain + Mask, file.Read(plain + Mask))))
                : StoredTensor.Of(info.Name, tensor);
        }
    }

    private static Tensor Checked(WeightFile file, string name, TensorReadResult read) => read.Tensor
        ?? throw new ProjectException($"'{name}' of '{file.LogicalName}' cannot be read: found {read.Error!.Found}; expected {read.Error.Expected}.");

    private static void Apply(List<StoredTensor> tensors, string weight, string mask)
    {
        int index = tensors.FindIndex(tensor => tensor.Name == weight), by = tensors.FindIndex(tensor => tensor.Name == mask);
        if (index < 0 || by < 0)
        {
            throw new ProjectException($"There is no tensor '{(index < 0 ? weight : mask)}'; found {string.Join(", ", tensors.Take(12).Select(tensor => $"'{tensor.Name}'"))}.");
        }

        tensors[index] = Product(tensors[index], tensors[by]);
    }

    private static StoredTensor Product(StoredTensor weight, StoredTensor mask)
    {
        if (!weight.Shape.SequenceEqual(mask.Shape))
        {
            throw new ProjectException($"'{mask.Name}' has the shape [{string.Join(", ", mask.Shape)}]; expected [{string.Join(", ", weight.Shape)}], that of '{weight.Name}'.");
        }

        Dictionary<long, float> factors = mask.Positions.Zip(mask.Values).ToDictionary(pair => pair.First, pair => pair.Second);
        (long Position, float Value)[] kept =
        [
            .. weight.Positions.Zip(weight.Values, (position, value) => (position, value * factors.GetValueOrDefault(position))).Where(pair => pair.Item2 != 0),
        ];
        return weight with { Positions = [.. kept.Select(pair => pair.Position)], Values = [.. kept.Select(pair => pair.Value)] };
    }
}
