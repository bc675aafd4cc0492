using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Encodings;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>Takes the tensors of a weight file for layers, one by one, by the conventions that the compiler reads.</summary>
internal sealed class TensorRoles
{
    private static readonly string[] s_means = ["running_mean", "moving_mean"];
    private readonly TensorCatalog _catalog;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private TensorRoles(WeightFile file) => _catalog = new TensorCatalog(file);

    /// <summary>The layers in the file's order.</summary>
    public List<ScaffoldLayer> Layers { get; } = [];

    /// <summary>What could not be placed, one sentence each.</summary>
    public List<string> Doubts { get; } = [];

    /// <summary>Looks through a file.</summary>
    public static TensorRoles Of(WeightFile file)
    {
        TensorRoles roles = new(file);
        TensorInfo[] tensors = [.. roles._catalog.Plain.Where(tensor => !roles.IsMask(tensor.Name))];

        // Normalizations first: their gamma is called as a weight is.
        ScaffoldLayer[] norms = [.. tensors.Select(roles.Norm).OfType<ScaffoldLayer>()];
        ScaffoldLayer[] winners = [.. tensors.Select(roles.Winners).OfType<ScaffoldLayer>()];
        ScaffoldLayer[] sparse = [.. roles._catalog.Groups.Select(group => roles.Sparse(file, group)).OfType<ScaffoldLayer>()];
        RecurrentRoles cells = new(roles._catalog);
        ScaffoldLayer[] recurrent = [.. tensors.Select(cells.Of).OfType<ScaffoldLayer>()];
        roles._used.UnionWith(cells.Used);
        roles.Doubts.AddRange(cells.Doubts);
        ScaffoldLayer[] matrices = [.. tensors.Where(tensor => !roles._used.Contains(tensor.Name)).Select(roles.Matrix).OfType<ScaffoldLayer>()];
        Dictionary<string, int> places = file.Tensors.Select((tensor, i) => (tensor.Name, i)).GroupBy(pair => pair.Name).ToDictionary(same => same.Key, same => same.First().i, StringComparer.Ordinal);
        roles.Layers.AddRange(norms.Concat(winners).Concat(sparse).Concat(recurrent).Concat(matrices).OrderBy(layer => places.GetValueOrDefault(layer.Tensor, int.MaxValue)));
        roles.Doubts.AddRange(roles._catalog.Plain.Where(tensor => TensorNames.Folders(tensor.Name) is [.., "mask"] && !roles._used.Contains(tensor.Name) && !roles.IsPruning(tensor.Name))
            .Select(tensor => $"'{tensor.Name}' is taken for a mask, and not applied: 'sparsec convert --mask' applies it."));
        foreach (TensorInfo rest in tensors.Where(tensor => !roles._used.Contains(tensor.Name)))
        {
            roles.Doubts.Add($"'{rest.Name}' of shape [{string.Join(", ", rest.Shape)}] is in no layer: {Guess(rest)}.");
        }

        return roles;
    }

    private static string Guess(TensorInfo tensor) =>
        tensor.Name.Contains("_hh_", StringComparison.Ordinal) || tensor.Name.Contains("_ih_", StringComparison.Ordinal) ? "a recurrent cell that no attribute reads; those of one direction are read"
        : tensor.Shape.Count > 4 ? "no layer has weights of so many extents"
        : tensor.Shape.Count < 2 ? "a vector beside no weight, perhaps of a layer normalization, which is not compiled"
        : "its name is not that of a weight";

    private ScaffoldLayer? Norm(TensorInfo tensor)
    {
        if (s_means.FirstOrDefault(mean => tensor.Name.EndsWith("." + mean, StringComparison.Ordinal) || tensor.Name.EndsWith("/" + mean, StringComparison.Ordinal)) is not { } ending)
        {
            return null;
        }

        string stem = tensor.Name[..^ending.Length];
        string variance = stem + (ending == "running_mean" ? "running_var" : "moving_variance");
        (string weight, string bias) = ending == "running_mean" ? ("weight", "bias") : ("gamma", "beta");
        _used.UnionWith([tensor.Name, variance, stem + weight, stem + bias, stem + "num_batches_tracked"]);
        bool isPlain = stem.EndsWith('.');
        string name = TensorNames.Unwrapped(stem.TrimEnd('.', '/'));
        List<string> options = [];
        if (!isPlain)
        {
            name = TensorNames.Folders(stem)[^1];
            options.AddRange([$"Mean = {Text(tensor.Name)}", $"Variance = {Text(variance)}"]);
            options.AddRange(new[] { ("Weight", stem + weight), ("Bias", stem + bias) }.Where(pair => _catalog.Has(pair.Item2)).Select(pair => $"{pair.Item1} = {Text(pair.Item2)}"));
        }

        return new ScaffoldLayer(LayerKind.BatchNorm, name, tensor.Name, options, [.. tensor.Shape]);
    }

    private ScaffoldLayer? Winners(TensorInfo tensor)
    {
        const string Ending = ".duty_cycle";
        if (!tensor.Name.EndsWith(Ending, StringComparison.Ordinal))
        {
            return null;
        }

        _used.Add(tensor.Name);
        string name = TensorNames.Unwrapped(tensor.Name[..^Ending.Length]);
        Doubts.Add($"'{name}' keeps the largest values: weights do not say how many, nor whether ranks are boosted. Share = 0.1 is a guess.");
        return new ScaffoldLayer(LayerKind.KWinners, name, tensor.Name, ["Share = 0.1"], [Math.Max(1, TensorSource.VectorLength(tensor))]);
    }

    private ScaffoldLayer? Sparse(WeightFile file, SparseGroup group)
    {
        TensorReadResult read = SparseGroupReader.Read(file, group, null, null);
        if (read.Tensor is not { } tensor)
        {
            Doubts.Add($"'{group.Name}' is a sparse matrix that cannot be read: found {read.Error!.Found}, expected {read.Error.Expected}.");
            return null;
        }

        return Matrix(tensor.Info with { Name = group.Name });
    }

    private ScaffoldLayer? Matrix(TensorInfo tensor)
    {
        long[] shape = [.. tensor.Shape];
        int extents = shape.Length;
        if (extents is < 2 or > 4 || TensorNames.IsBias(tensor.Name) || tensor.Name.Contains("weight_hh", StringComparison.Ordinal) || tensor.Name.Contains("weight_ih", StringComparison.Ordinal))
        {
            return null;
        }

        _used.Add(tensor.Name);
        string weight = WithoutMask(tensor.Name);
        string plain = TensorNames.Unwrapped(weight);
        bool isNamed = plain.EndsWith(".weight", StringComparison.Ordinal) && plain.Length > ".weight".Length;
        string name = isNamed ? plain[..^".weight".Length] : NameOf(plain);
        List<string> options = isNamed ? [] : [$"Weight = {Text(weight)}"];
        string? bias = TensorNames.BiasesOf(weight).FirstOrDefault(_catalog.Has);
        if (bias is not null)
        {
            _used.Add(bias);
            options.AddRange(isNamed && TensorNames.Unwrapped(bias) == name + ".bias" ? [] : [$"Bias = {Text(bias)}"]);
        }

        (bool isTransposed, bool isInDoubt) = Order(weight, shape, bias is null ? null : TensorSource.VectorLength(_catalog.Find(bias)!));
        LayerKind kind = extents switch { 2 => LayerKind.Linear, 3 => LayerKind.Conv1D, _ => LayerKind.Conv2D };
        return new ScaffoldLayer(kind, name, tensor.Name, options, shape) { IsTransposed = isTransposed, IsOrderInDoubt = isInDoubt };
    }

    /// <summary>The order of a weight: what its bias has as many values as; its name where that says nothing.</summary>
    private static (bool IsTransposed, bool IsInDoubt) Order(string weight, long[] shape, long? outputs)
    {
        bool isKernel = TensorNames.IsKernel(weight);
        bool fitsAsIs = outputs is null || shape[0] == outputs, fitsSwapped = outputs is null || shape[^1] == outputs;
        return fitsAsIs == fitsSwapped ? (isKernel, isKernel) : (fitsSwapped, false);
    }

    private static string NameOf(string tensor)
    {
        string[] folders = TensorNames.Folders(tensor);
        return folders.Length > 1 && (TensorNames.IsWeight(tensor) || TensorNames.IsKernel(tensor)) ? folders[^2] : folders.Length > 0 ? folders[^1] : tensor;
    }

    /// <summary>The name that a weight has once pruning is made permanent.</summary>
    private string WithoutMask(string tensor)
    {
        const string Orig = "_orig", Original = ".original", Parametrizations = "parametrizations.";
        if (tensor.EndsWith(Orig, StringComparison.Ordinal) && _catalog.Has(tensor[..^Orig.Length] + "_mask"))
        {
            return tensor[..^Orig.Length];
        }

        return tensor.EndsWith(Original, StringComparison.Ordinal) && _catalog.Has(tensor[..^Original.Length] + ".0.mask")
            ? tensor[..^Original.Length].Replace(Parametrizations, "", StringComparison.Ordinal)
            : tensor;
    }

    private bool IsMask(string tensor) => TensorNames.Folders(tensor) is [.., "mask"] || IsPruning(tensor);

    /// <summary>A mask that the compiler applies by itself.</summary>
    private bool IsPruning(string tensor) =>
        (tensor.EndsWith("_mask", StringComparison.Ordinal) && _catalog.Has(tensor[..^"_mask".Length] + "_orig"))
        || (tensor.EndsWith(".0.mask", StringComparison.Ordinal) && _catalog.Has(tensor[..^".0.mask".Length] + ".original"));

    private static string Text(string value) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(value, quote: true);
}
