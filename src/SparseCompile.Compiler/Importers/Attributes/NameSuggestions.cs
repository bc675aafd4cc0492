using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Attributes;

/// <summary>Offers the tensor that a name was probably meant for: a matrix for weights and a vector for biases, never the one for the other.</summary>
/// <param name="source">The tensors.</param>
internal sealed class NameSuggestions(TensorSource source)
{
    private readonly TensorCatalog _catalog = source.Catalog;

    /// <summary>A clause that offers a weight, with the attribute that names it; empty where none is close.</summary>
    /// <param name="declaration">The layer.</param>
    /// <param name="wanted">The name that is not there.</param>
    /// <param name="inputs">Inputs of the layer; null where unknown.</param>
    public string ForWeight(LinearDeclaration declaration, string wanted, int? inputs)
    {
        if (Ambiguous(wanted) is { } ambiguous)
        {
            return ambiguous;
        }

        string[] matrices =
        [
            .. _catalog.Plain.Where(tensor => IsMatrix(tensor) && !TensorNames.IsBias(tensor.Name)).Select(tensor => tensor.Name),
            .. _catalog.Groups.Select(group => group.Name),
        ];
        string[] close = [.. matrices.Where(name => IsAfterSeparator(name, wanted))];
        close = close.Length > 0 ? close : [.. matrices.Where(name => IsOfLayer(name, declaration.Name))];
        close = close.Length == 0 && matrices.Length == 1 ? matrices : close;
        if (close.Length == 0)
        {
            return NameHints.Closest(wanted, matrices);
        }

        string best = Shortest(close);
        string tail = "." + declaration.Name + ".weight";
        string options = best.EndsWith(tail, StringComparison.Ordinal) && declaration.Weight is null
            ? Printable.Escape(best.Substring(0, best.Length - ".weight".Length)) + "\""
            : declaration.Name + "\", Weight = \"" + Printable.Escape(best) + "\"" + BiasOption(declaration, best);
        bool isTransposed = declaration.Transposed || IsTransposed(best, inputs);
        return $"; did you mean {Printable.Quote(best)}: [Linear(\"{options}{(isTransposed ? ", Transposed = true" : "")})]?";
    }

    /// <summary>A clause that offers a vector; empty where none is close.</summary>
    /// <param name="layer">The layer that asks.</param>
    /// <param name="wanted">The name that is not there.</param>
    /// <param name="words">Words that its last word may be.</param>
    public string ForVector(string layer, string wanted, params string[] words)
    {
        if (Ambiguous(wanted) is { } ambiguous)
        {
            return ambiguous;
        }

        string[] vectors = [.. _catalog.Plain.Where(tensor => TensorSource.VectorLength(tensor) > 0).Select(tensor => tensor.Name)];
        string[] close = [.. vectors.Where(name => IsAfterSeparator(name, wanted))];
        close = close.Length > 0 ? close : [.. vectors.Where(name => IsOfLayer(name, layer) && words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))];
        return close.Length == 0 ? NameHints.Closest(wanted, vectors) : $"; did you mean {Printable.Quote(Shortest(close))}?";
    }

    private string? Ambiguous(string wanted)
    {
        IReadOnlyList<string> wrapped = _catalog.Wrapped(wanted);
        return wrapped.Count > 1 ? $"; did you mean {string.Join(" or ", wrapped.Take(4).Select(Printable.Quote))}?" : null;
    }

    private string BiasOption(LinearDeclaration declaration, string weight) =>
        declaration.Bias is null && TensorNames.BiasesOf(weight).FirstOrDefault(_catalog.Has) is { } bias && bias != declaration.Name + ".bias"
            ? ", Bias = \"" + Printable.Escape(bias) + "\""
            : "";

    private bool IsTransposed(string weight, int? inputs)
    {
        if (_catalog.Find(weight) is not { } tensor || TensorSource.Squeeze(tensor.Shape) is not { } shape)
        {
            return false;
        }

        bool isKernel = TensorNames.IsKernel(weight);
        int? outputs = TensorNames.BiasesOf(weight).Select(_catalog.Find).OfType<TensorInfo>().Select(bias => (int?)TensorSource.VectorLength(bias)).FirstOrDefault();
        bool asIs = (inputs is null || shape[1] == inputs) && (outputs is null || shape[0] == outputs);
        bool swapped = (inputs is null || shape[0] == inputs) && (outputs is null || shape[1] == outputs);
        return asIs == swapped ? isKernel : swapped;
    }

    private static bool IsMatrix(TensorInfo tensor) => TensorSource.Squeeze(tensor.Shape) is not null && TensorSource.VectorLength(tensor) <= 1;

    private static bool IsAfterSeparator(string name, string wanted) =>
        name.Length > wanted.Length && name.EndsWith(wanted, StringComparison.OrdinalIgnoreCase) && name[name.Length - wanted.Length - 1] is '.' or '/' or '_';

    private static bool IsOfLayer(string name, string layer)
    {
        string[] folders = TensorNames.Folders(name);
        string[] wanted = TensorNames.Folders(layer);
        string last = wanted.Length == 0 ? layer : wanted[wanted.Length - 1];
        return last.Length > 0 && folders.Any(folder => folder.Equals(last, StringComparison.OrdinalIgnoreCase)
            || (folder.StartsWith(last, StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(folder[last.Length])));
    }

    private static string Shortest(IEnumerable<string> names) =>
        names.OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).First();
}
