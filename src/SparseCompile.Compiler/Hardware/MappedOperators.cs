using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Hardware;

/// <summary>Says which networks the accelerators run.</summary>
public static class MappedOperators
{
    /// <summary>Why a network cannot be mapped, in words; null where it can.</summary>
    public static string? Problem(Graph graph) =>
        !graph.IsFunction
            ? FormattableString.Invariant($"the network has {graph.Inputs.Count} inputs and {graph.Outputs.Count} outputs; accelerators take networks with one of each")
            : graph.Nodes.FirstOrDefault(node => node.Operator is not (MatrixOperator or Pool or KWinners or Add or Concat)) is { } other
                ? $"operator '{other.Name}' ({other.Operator.GetType().Name}) is not mapped to accelerators; they take linear layers, convolutions, pools, k-winners, additions and concatenations"
                : graph.Nodes.FirstOrDefault(node => ReadImage(node) is { } image && ImageOf(graph, node.Input) != image) is { } reader
                    ? $"layer '{reader.Name}' reads an image that no layer streams as one: between them the value is reshaped"
                    : null;

    /// <summary>The image that a value is streamed as; null where it is one beat. The network's input is what its first reader takes it for: its own shape may have a batch axis in front.</summary>
    public static ImageShape? ImageOf(Graph graph, int value) => graph.ImageOf(value) ?? (value == graph.Input ? graph.Readers(value).Select(ReadImage).FirstOrDefault() : null);

    private static ImageShape? ReadImage(Node node) => node.Operator switch
    {
        Conv conv => conv.Input,
        Pool pool => pool.Input,
        KWinners winners => winners.Image,
        _ => null,
    };
}
