using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes;

/// <summary>Makes every output of a graph with several a value that a tensor operator computes and nothing reads, by a copy where it is none: layers write the output of a graph that has one.</summary>
internal static class SeparateOutputs
{
    /// <summary>The graph with such outputs.</summary>
    public static Graph Run(Graph graph)
    {
        List<Value> values = [.. graph.Values];
        List<Node> nodes = [.. graph.Nodes];
        int[] outputs = [.. graph.Outputs];
        for (int i = 0; i < outputs.Length; i++)
        {
            Node? producer = graph.Producer(outputs[i]);
            bool isSeparate = producer is not null && graph.Uses(outputs[i]) == 1 && (graph.IsFunction || producer.Operator is TensorOperator);
            if (isSeparate)
            {
                continue;
            }

            Value source = values[outputs[i]];
            string name = UniqueNames.Of(i < graph.OutputNames.Count ? graph.OutputNames[i] : source.Name, nodes);
            values.Add(new Value(values.Count, name, source.Shape));
            nodes.Add(new Node(name, Maps.Copy(source.Shape), new EquatableArray<int>([source.Id]), values.Count - 1, producer?.Location));
            outputs[i] = values.Count - 1;
        }

        return graph with { Values = values, Nodes = nodes, Outputs = outputs.ToEquatableArray() };
    }
}
