using Microsoft.CodeAnalysis.CSharp;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Scaffolding;

/// <summary>Takes tensors for recurrent cells, as PyTorch and Keras name them: the shape of the matrix that reads the state tells how many gates there are.</summary>
/// <param name="catalog">The tensors.</param>
internal sealed class RecurrentRoles(TensorCatalog catalog)
{
    private const string Torch = "weight_hh";
    private const string Keras = "recurrent_kernel";

    /// <summary>Tensors that belong to a cell.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    /// <summary>What the weights do not say, one sentence each.</summary>
    public List<string> Doubts { get; } = [];

    /// <summary>The cell whose state a matrix reads; null where it is none.</summary>
    public ScaffoldLayer? Of(TensorInfo tensor)
    {
        bool isKeras = tensor.Name.Contains(Keras, StringComparison.Ordinal);
        int at = tensor.Name.LastIndexOf(isKeras ? Keras : Torch, StringComparison.Ordinal);
        if (at < 0 || tensor.Shape.Count != 2 || tensor.Name.EndsWith("_reverse", StringComparison.Ordinal))
        {
            return null;
        }

        string Named(string word) => tensor.Name[..at] + word + tensor.Name[(at + (isKeras ? Keras : Torch).Length)..];
        string weights = Named(isKeras ? "kernel" : "weight_ih");
        (long states, long rows) = isKeras ? (tensor.Shape[0], tensor.Shape[1]) : (tensor.Shape[1], tensor.Shape[0]);
        if (catalog.Find(weights) is not { Shape.Count: 2 } input || states == 0 || Kind(rows, states) is not { } kind || catalog.Has(Named("weight_ih") + "_reverse"))
        {
            return null;
        }

        string[] biases = [.. (isKeras ? new[] { "bias" } : ["bias_ih", "bias_hh"]).Select(Named).Where(catalog.Has)];
        Used.UnionWith([tensor.Name, weights, .. biases]);
        string ending = tensor.Name[(at + (isKeras ? Keras : Torch).Length)..], stem = tensor.Name[..at].TrimEnd('.', '/');
        bool isPlain = isKeras ? ending.Length == 0 && !stem.Contains('/', StringComparison.Ordinal) : ending is "" or "_l0";
        string name = isPlain ? stem : NameOf(stem) + (ending is "" or ":0" ? "" : ending);
        List<string> options = isKeras ? ["Keras = true"] : [];
        if (!isPlain)
        {
            options.AddRange([$"InputWeight = {Text(weights)}", $"HiddenWeight = {Text(tensor.Name)}"]);
            options.AddRange(biases.Select((bias, i) => $"{(i == 0 ? "InputBias" : "HiddenBias")} = {Text(bias)}"));
        }

        if (isKeras && kind == LayerKind.Gru && biases.Length == 1 && catalog.Find(biases[0])!.Shape.Count == 1)
        {
            options.Add("ResetBefore = true");
        }

        if (kind == LayerKind.Rnn)
        {
            Doubts.Add($"'{name}' is a cell without gates: weights do not say whether it computes tanh or ReLU. The former is a guess; Relu = true is the latter.");
        }

        return new ScaffoldLayer(kind, name, tensor.Name, options, [states, isKeras ? input.Shape[0] : input.Shape[1]]);
    }

    private static LayerKind? Kind(long rows, long states) => rows % states != 0 ? null : (rows / states) switch
    {
        1 => LayerKind.Rnn,
        3 => LayerKind.Gru,
        4 => LayerKind.Lstm,
        _ => null,
    };

    /// <summary>The last folder that is no cell's: <c>gru</c> of <c>model/gru/gru_cell</c>.</summary>
    private static string NameOf(string stem)
    {
        string[] folders = TensorNames.Folders(stem);
        return folders.LastOrDefault(folder => !folder.EndsWith("_cell", StringComparison.Ordinal)) ?? folders.LastOrDefault() ?? stem;
    }

    private static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
