using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes.Recurrence;

/// <summary>Makes recurrent cells layers and maps: a layer for all inputs, and for each step a layer for the state and the maps of the gates. Steps share their weights.</summary>
internal static class ExpandRecurrent
{
    /// <summary>The graph without <see cref="Recurrent"/>.</summary>
    public static Graph Run(Graph graph)
    {
        if (!graph.Nodes.Any(node => node.Operator is Recurrent))
        {
            return graph;
        }

        List<Value> values = [.. graph.Values];
        List<Node> nodes = [];
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Recurrent cell)
            {
                new CellSteps(node, cell, values, nodes).Add();
            }
            else
            {
                nodes.Add(node);
            }
        }

        return graph with { Values = values, Nodes = nodes };
    }
}
