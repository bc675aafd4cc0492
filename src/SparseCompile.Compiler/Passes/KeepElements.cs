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
        Value[] values = [.. graph.Values.Select(value => IsWhole(kept[value.Id]) ? value : value with { Shape = Shape.Vector(kept[value.Id]!.Count(keep => keep)) })];
        return graph with { Values = values, Nodes = [.. graph.Nodes.Select(node => Keep(node, kept))] };
    }

    private static bool IsWhole(bool[]? kept) => kept is null || kept.All(keep => keep);

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
            result = result with { Operator = Keep(linear, outputs, kept[node.Input]) };
        }

        return result;
    }

    private static Linear Keep(Linear linear, bool[]? outputs, bool[]? inputs)
    {
        int[] rows = [.. Enumerable.Range(0, linear.Outputs).Where(row => outputs is null || outputs[row])];
        int[] newColumn = new int[linear.Inputs];
        int columns = 0;
        for (int i = 0; i < newColumn.Length; i++)
        {
            newColumn[i] = inputs is null || inputs[i] ? columns++ : -1;
        }

        return linear with { Weights = MatrixBuilder.Map(linear.Weights, rows, newColumn, columns), Bias = [.. rows.Select(row => linear.Bias[row])] };
    }
}
