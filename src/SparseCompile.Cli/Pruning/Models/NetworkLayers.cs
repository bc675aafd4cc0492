using SparseCompile.Cli.Estimates;
using SparseCompile.Cli.Projects;
using SparseCompile.Cli.Pruning.Patterns;
using SparseCompile.Cli.Pruning.Tensors;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Passes.Patterns;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Pruning.Models;

/// <summary>The layers of a model of a project, with the places of their weights in its file.</summary>
internal static class NetworkLayers
{
    /// <summary>The layers, in the graph's order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="graph">Its graph as declared, before any pass.</param>
    /// <param name="tensors">The tensors of its file.</param>
    /// <exception cref="ProjectException">The weights of a layer are not the numbers of one tensor.</exception>
    public static List<PrunableLayer> Of(ModelDeclaration model, Graph graph, IReadOnlyList<DenseTensor> tensors)
    {
        Dictionary<string, DenseTensor> byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        List<PrunableLayer> layers = [];
        foreach (Node node in graph.Nodes.Where(node => node.Operator is MatrixOperator))
        {
            string? stated = model.Layers.OfType<WeightedDeclaration>().FirstOrDefault(layer => layer.Name == node.Name)?.Weight;
            string[] names = stated is null ? [node.Name + ".weight", node.Name + ".kernel", node.Name + ".depthwise_kernel", node.Name] : [stated];
            DenseTensor tensor = names.Select(byName.GetValueOrDefault).FirstOrDefault(tensor => tensor is not null)
                ?? throw new ProjectException($"Layer '{node.Name}': found no tensor {string.Join(" or ", names.Select(name => $"'{name}'"))}; expected one that holds its weights as numbers.");
            layers.Add(Find(node, tensor)
                ?? throw new ProjectException($"Layer '{node.Name}': tensor '{tensor.Name}' does not hold the weights as they are used. Expected plain numbers, without scales, masks or PruneBelow."));
        }

        return layers;
    }

    /// <summary>A layer with its weights in a tensor; null where the tensor does not hold them as they are used.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="tensor">The tensor.</param>
    public static PrunableLayer? Find(Node node, DenseTensor tensor)
    {
        MatrixOperator layer = (MatrixOperator)node.Operator;
        Conv? conv = layer as Conv;
        CsrMatrix stored = conv is null ? layer.Weights : TapOrder.Stored(conv);
        int taps = conv?.Window.Taps ?? 1;
        WeightShape shape = new(stored.Rows, stored.Columns / taps, taps);
        float[] weights = Dense(stored);

        // The order that the importer found is the one that gives its matrix.
        WeightLayout? layout = Enum.GetValues<WeightOrder>().Select(order => new WeightLayout(shape, order))
            .FirstOrDefault(layout => tensor.Values.Length == weights.Length && layout.Gather(tensor.Values).AsSpan().SequenceEqual(weights));
        if (layout is null)
        {
            return null;
        }

        LayerShape estimated = conv is null ? new LayerShape(shape) : new LayerShape(shape, conv.Input, conv.Window, conv.Groups);
        return new PrunableLayer(node.Name, tensor.Name, layout, estimated, weights);
    }

    private static float[] Dense(CsrMatrix matrix)
    {
        float[] values = new float[matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (int k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
            {
                values[(row * matrix.Columns) + matrix.ColumnIndices[k]] = matrix.Values[k];
            }
        }

        return values;
    }
}
