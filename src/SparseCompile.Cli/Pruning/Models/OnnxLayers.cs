using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>The layers of an ONNX file whose weights are the numbers of one constant.</summary>
internal static class OnnxLayers
{
    /// <summary>Operators that leave the numbers of a constant as they are, or transpose a matrix.</summary>
    private static readonly string[] s_transparent = ["Identity", "Cast", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten"];

    /// <summary>The layers, in the graph's order; those whose weights are computed of several constants, by a dequantization for instance, are left out.</summary>
    /// <param name="graph">The graph before any pass.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="ProjectException">A constant cannot be read, or cannot be written again.</exception>
    public static List<PrunableLayer> Of(Graph graph, WeightFile file)
    {
        OnnxGraph onnx = file.Onnx!.Graph;
        Dictionary<string, DenseTensor?> read = new(StringComparer.Ordinal);
        Dictionary<string, OnnxTensor> tensors = OnnxReader.TensorsOf(file.Onnx).Where(tensor => tensor.Name.Length > 0).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        List<PrunableLayer> layers = [];
        foreach (Node node in graph.Nodes.Where(node => node.Operator is MatrixOperator))
        {
            foreach ((string own, string name) in onnx.Nodes.Where(own => IsOf(node, own)).SelectMany(own => Constants(onnx, own).Where(tensors.ContainsKey).Select(name => (own.Name, name))))
            {
                if (!read.TryGetValue(name, out DenseTensor? tensor))
                {
                    read[name] = tensor = OnnxRewriter.CanWrite(tensors[name]) ? TensorReader.Read(file, name) : null;
                }

                if (tensor is not null && NetworkLayers.Find(node, tensor) is { } layer)
                {
                    layers.Add(layers.Exists(other => other.Name == own) ? layer : layer with { Name = own });
                    break;
                }
            }
        }

        return layers;
    }

    /// <summary>Whether an operator is of a node: a node with several gives all but the first a number.</summary>
    private static bool IsOf(Node node, OnnxNode own) => node.Name == own.Name
        || (node.Name.StartsWith(own.Name + ".", StringComparison.Ordinal) && node.Name.AsSpan(own.Name.Length + 1).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>Names of what a node reads, and of what that is made of without another number.</summary>
    private static IEnumerable<string> Constants(OnnxGraph graph, OnnxNode node) => node.Inputs.Where(input => input.Length > 0).SelectMany(input =>
        graph.Nodes.FirstOrDefault(producer => producer.Outputs.Contains(input)) is { } producer && s_transparent.Contains(producer.OpType)
            ? Constants(graph, producer)
            : [input]);
}
