using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Passes;

/// <summary>Removes elements of values: rows of the layers that compute them, columns of those that read them.</summary>
internal static class KeepElements
{
    /// <summary>The graph with the elements that stay.</summary>
    /// <param name="graph">A graph of linear layers and joins.</param>
    /// <param name="kept">For each value the elements that stay; null for those that nothing computes.</param>
    public static Graph Run(Graph graph, bool[]?[] kept)
    {
        Value[] values = [.. graph.Values.Select(value => IsWhole(kept[value.Id]) ? value : value with { Shape = Shrunk(value.Shape, kept[value.Id]!) })];
        return graph with { Values = values, Nodes = [.. graph.Nodes.Select(node => Keep(node, kept))] };
    }

    private static bool IsWhole(bool[]? kept) => kept is null || Array.IndexOf(kept, false) < 0;

    private static Node Keep(Node node, bool[]?[] kept)
    {
        bool[]? outputs = kept[node.Output];
        Node result = node;
        if (!IsWhole(outputs))
        {
            int[] left = [.. Enumerable.Range(0, outputs!.Length).Where(index => outputs[index])];
            int[] declared = node.Declared.KeptOutputs is { } before ? [.. left.Select(index => before[index])] : left;
            result = node with { Declared = node.Declared with { KeptOutputs = declared } };
        }

        if (node.Operator is Linear linear && !(IsWhole(outputs) && IsWhole(kept[node.Input])))
        {
            result = result with { Operator = Keep((MatrixOperator)linear, outputs, kept[node.Input]) };
        }

        if (node.Operator is Conv conv && !(IsWhole(outputs) && IsWhole(kept[node.Input])))
        {
            result = result with { Operator = Keep(conv, outputs, kept[node.Input]) };
        }

        if (node.Operator is Pool pool && !IsWhole(kept[node.Input]))
        {
            result = result with { Operator = pool with { Input = pool.Input with { Channels = Channels(kept[node.Input]!, pool.Input.Pixels).Count(keep => keep) } } };
        }

        return result;
    }

    /// <summary>The shape of what is left: an image that lost whole channels is one still.</summary>
    private static Shape Shrunk(Shape shape, bool[] kept)
    {
        if (ImageShape.Of(shape) is { } image && Enumerable.Range(0, image.Length).All(i => kept[i] == kept[i / image.Pixels * image.Pixels]))
        {
            return (image with { Channels = Channels(kept, image.Pixels).Count(keep => keep) }).Like(shape);
        }

        return Shape.Vector(kept.Count(keep => keep));
    }

    private static IEnumerable<bool> Channels(bool[] kept, int pixels) => Enumerable.Range(0, kept.Length / pixels).Select(channel => kept[channel * pixels]);

    private static Conv Keep(Conv conv, bool[]? outputs, bool[]? inputs)
    {
        bool[]? rows = outputs is null ? null : [.. Channels(outputs, conv.Positions)];
        bool[]? channels = inputs is null ? null : [.. Channels(inputs, conv.Input.Pixels)];
        bool[]? columns = channels is null ? null : [.. channels.SelectMany(keep => Enumerable.Repeat(keep, conv.Window.Taps))];
        return (Conv)Keep((MatrixOperator)conv, rows, columns) with { Input = conv.Input with { Channels = channels?.Count(keep => keep) ?? conv.Input.Channels } };
    }

    private static MatrixOperator Keep(MatrixOperator layer, bool[]? outputs, bool[]? inputs)
    {
        int[] rows = [.. Enumerable.Range(0, layer.Outputs).Where(row => outputs is null || outputs[row])];
        int[] newColumn = new int[layer.Inputs];
        int columns = 0;
        for (int i = 0; i < newColumn.Length; i++)
        {
            newColumn[i] = inputs is null || inputs[i] ? columns++ : -1;
        }

        return layer with
        {
            Weights = MatrixBuilder.Map(layer.Weights, rows, newColumn, columns),
            Bias = [.. rows.Select(row => layer.Bias[row])],
            RowScales = layer.RowScales is { } scales ? [.. rows.Select(row => scales[row])] : null,
        };
    }
}
