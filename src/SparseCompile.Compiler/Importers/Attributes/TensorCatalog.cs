using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>What a model's files have under which names: tensors, products with pruning masks, sparse matrices in parts.</summary>
internal sealed class TensorCatalog
{
    private readonly Dictionary<string, TensorInfo> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SparseGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _unwrapped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _parts = new(StringComparer.Ordinal);

    /// <summary>Lists the tensors of a file.</summary>
    public TensorCatalog(WeightFile file)
    {
        foreach (TensorInfo tensor in file.Tensors)
        {
            _tensors[tensor.Name] = tensor;
        }

        foreach (SparseGroup group in SparseGroups.Find(file.Tensors))
        {
            _groups[group.Name] = group;
            _parts.UnionWith(group.Parts.Values);
        }

        foreach (string name in _tensors.Keys.Concat(_groups.Keys).Concat(file.Damaged))
        {
            string plain = TensorNames.Unwrapped(name);
            if (!_unwrapped.TryGetValue(plain, out List<string>? names))
            {
                _unwrapped[plain] = names = [];
            }

            names.Add(name);
        }
    }

    /// <summary>The sparse matrices in parts.</summary>
    public IEnumerable<SparseGroup> Groups => _groups.Values;

    /// <summary>Tensors that are no parts of sparse matrices.</summary>
    public IEnumerable<TensorInfo> Plain => _tensors.Values.Where(tensor => !_parts.Contains(tensor.Name));

    /// <summary>Whether there is a tensor of exactly this name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>The tensor of a name; null where there is none that can be read.</summary>
    public TensorInfo? Find(string name) => _tensors.TryGetValue(name, out TensorInfo? tensor) ? tensor : null;

    /// <summary>Where the values of a name are; null where the files have none, or where several could be meant.</summary>
    /// <param name="name">The name asked for. What wrappers put in front of names may be missing.</param>
    public StoredTensor? Resolve(string name)
    {
        if (Actual(name) is { } actual)
        {
            return _groups.TryGetValue(actual, out SparseGroup? group) && !Has(actual)
                ? new StoredTensor(actual, "") { Group = group }
                : new StoredTensor(actual, actual) { Mask = MaskOf(actual) };
        }

        // torch.nn.utils.prune before remove(): weight = weight_orig * weight_mask; torch.ao.pruning the same by parametrization.
        int dot = name.LastIndexOf('.');
        string parametrized = name.Substring(0, dot + 1) + "parametrizations." + name.Substring(dot + 1) + ".original";
        foreach (string original in new[] { name + "_orig", parametrized })
        {
            if (Actual(original) is { } tensor && MaskOf(tensor) is { } mask)
            {
                string prefix = tensor.EndsWith(original, StringComparison.Ordinal) ? tensor.Substring(0, tensor.Length - original.Length) : "";
                return new StoredTensor(prefix + name, tensor) { Mask = mask };
            }
        }

        return null;
    }

    /// <summary>All names that are the one asked for but for what wrappers put into them.</summary>
    public IReadOnlyList<string> Wrapped(string name) => _unwrapped.TryGetValue(TensorNames.Unwrapped(name), out List<string>? names) ? names : [];

    /// <summary>The mask that pruning keeps beside a tensor; null for none.</summary>
    private string? MaskOf(string tensor)
    {
        string? mask = tensor.EndsWith("_orig", StringComparison.Ordinal) ? tensor.Substring(0, tensor.Length - "orig".Length) + "mask"
            : tensor.EndsWith(".original", StringComparison.Ordinal) ? tensor.Substring(0, tensor.Length - "original".Length) + "0.mask"
            : null;
        return mask is not null && Has(mask) ? mask : null;
    }

    private string? Actual(string name)
    {
        IReadOnlyList<string> names = Wrapped(name);
        return names.Contains(name) ? name : names.Count == 1 ? names[0] : null;
    }
}
