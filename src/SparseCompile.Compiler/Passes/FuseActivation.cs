using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes;

/// <summary>Makes an activation the epilogue of what it follows, through pools of largest values where that changes none. Where that has one already, or other readers, an identity layer carries it.</summary>
internal static class FuseActivation
{
    /// <summary>The graph without <see cref="Elementwise"/>.</summary>
    public static Graph Run(Graph graph)
    {
        List<Node> nodes = [];
        Value[] values = [.. graph.Values];
        Dictionary<int, int> aliases = [];
        foreach (Node original in graph.Nodes)
        {
            Node node = original with { Inputs = original.Inputs.Select(Resolve).ToEquatableArray() };
            if (node.Operator is not Elementwise { Function: { } function })
            {
                nodes.Add(node);
                continue;
            }

            int producer = nodes.FindIndex(before => before.Output == node.Input);
            int source = producer < 0 ? -1 : SourceOfLargest(producer, function);
            values[node.Output] = values[node.Output] with { SumEncoding = values[node.Input].Encoding };
            if (function.Kind == ActivationKind.None)
            {
                aliases[node.Output] = node.Input;
                values[node.Input] = values[node.Input] with { Encoding = values[node.Input].Encoding ?? values[node.Output].Encoding };
            }
            else if (producer >= 0 && IsReadOnce(original.Input) && Fuse(nodes[producer].Operator, function) is { } fused)
            {
                // The result goes by the activation's value, which later layers read.
                nodes[producer] = nodes[producer] with { Operator = fused, Output = node.Output };
            }
            else if (source >= 0 && IsReadOnce(original.Input) && Fuse(nodes[source].Operator, function) is { } earlier)
            {
                // The largest of what the function makes of values is what it makes of the largest.
                nodes[source] = nodes[source] with { Operator = earlier };
                nodes[producer] = nodes[producer] with { Output = node.Output };
            }
            else if (function.IsElementwise && (producer < 0 ? !graph.IsFunction : nodes[producer].Operator is TensorOperator))
            {
                Shape shape = graph.Values[node.Output].Shape;
                nodes.Add(node with { Operator = new Map(shape, new Activate(function, new Read(0, View.Whole(shape)))) });
            }
            else
            {
                // Softmax mixes all of an image.
                string name = UniqueNames.Of(node.Name, nodes);
                ImageShape? image = function.IsElementwise ? graph.ImageOf(node.Input) : null;
                nodes.Add(node with { Name = name, Operator = AffineFolding.Identity(graph.Values[node.Input].Length, image, function) });
            }
        }

        return graph with { Values = values, Nodes = nodes, Outputs = graph.Outputs.Select(Resolve).ToEquatableArray() };

        int SourceOfLargest(int pool, ActivationFunction function) =>
            nodes[pool].Operator is Pool { Kind: PoolKind.Max, IsNeverEmpty: true } && function.IsMonotone && IsReadOnce(graph.Producer(nodes[pool].Output)!.Input)
                ? nodes.FindIndex(before => before.Output == nodes[pool].Input)
                : -1;

        bool IsReadOnce(int value) => graph.Uses(value) == 1 && (!aliases.TryGetValue(value, out int other) || IsReadOnce(other));

        int Resolve(int value) => aliases.TryGetValue(value, out int other) ? Resolve(other) : value;
    }

    private static Operator? Fuse(Operator before, ActivationFunction function) => before switch
    {
        Linear { Function.Kind: ActivationKind.None } linear => linear with { Function = function },
        Conv { Function.Kind: ActivationKind.None } conv when function.IsElementwise => conv with { Function = function },
        Add { Function.Kind: ActivationKind.None } => new Add(function),
        _ => null,
    };
}
