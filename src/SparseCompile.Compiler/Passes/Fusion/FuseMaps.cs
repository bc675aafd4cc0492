using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;

namespace SparseCompile.Compiler.Passes.Fusion;

/// <summary>Makes maps that follow one another one map: a value that one map computes and another reads is never stored. Nothing is computed twice for that.</summary>
internal sealed class FuseMaps
{
    /// <summary>Operations of a map: longer bodies are more than registers hold.</summary>
    private const int MostOperations = 64;

    /// <summary>Operands of a map.</summary>
    private const int MostOperands = 12;

    private readonly List<Node> _nodes = [];
    private readonly Dictionary<int, int> _aliases = [];
    private readonly Graph _graph;

    private FuseMaps(Graph graph) => _graph = graph;

    /// <summary>The graph with fewer maps.</summary>
    public static Graph Run(Graph graph) => graph.Nodes.Any(node => node.Operator is Map) ? new FuseMaps(graph).Run() : graph;

    private Graph Run()
    {
        foreach (Node original in _graph.Nodes)
        {
            Node node = original with { Inputs = original.Inputs.Select(Resolve).ToEquatableArray() };
            if (node.Operator is Map map)
            {
                node = WithDistinctInputs(ref map, node);
                (map, node) = FuseOperands(map, node);
                bool isCopy = !_graph.Outputs.Contains(node.Output) && IsCopy(map, node);
                if (isCopy)
                {
                    _aliases[node.Output] = node.Inputs[0];
                    continue;
                }
            }

            _nodes.Add(node);
        }

        return (_graph with { Nodes = _nodes }).WithoutUnused();
    }

    private int Resolve(int value) => _aliases.TryGetValue(value, out int other) ? Resolve(other) : value;

    private bool IsCopy(Map map, Node node) => map.IsUniform && map.Regions[0].Value is Read read && _graph.Values[node.Inputs[read.Operand]].Length == map.Output.Length
        && node.Inputs.Count == 1 && MergedAxes.Of(map).Regions[0].Value is Read { View: { Offset: 0 } view } && view.Equals(View.Whole(MergedAxes.Of(map).Output));

    private (Map Map, Node Node) FuseOperands(Map map, Node node)
    {
        for (int operand = 0; operand < node.Inputs.Count;)
        {
            int producer = _nodes.FindIndex(before => before.Output == node.Inputs[operand]);
            if (producer >= 0 && _nodes[producer].Operator is Map inner && Fuse(map, node, operand, _nodes[producer], inner) is { } fused)
            {
                // From the start: numbers of operands are other ones now.
                (map, node, operand) = (fused.Map, fused.Node, 0);
            }
            else
            {
                operand++;
            }
        }

        return (map, node);
    }

    private (Map Map, Node Node)? Fuse(Map map, Node node, int operand, Node producer, Map inner)
    {
        int operations = inner.Regions.Sum(region => ViewReader.Operations(region.Value));
        if (operations > 0 && !(IsReadOnce(producer.Output) && ReadsEachOnce(map, operand, inner)))
        {
            return null;
        }

        List<int> inputs = [.. node.Inputs];
        foreach (int input in producer.Inputs.Where(input => !inputs.Contains(input)))
        {
            inputs.Add(input);
        }

        Map merged = MergedAxes.Of(inner);
        List<Region> regions = [];
        foreach (Region region in map.Regions)
        {
            Substitution substitution = new(leaf => leaf is Read read && read.Operand == operand ? Inline(read.View, region, merged, producer, inputs) : leaf);
            if (substitution.Apply(region.Value) is not { } value || ViewReader.Operations(value) > MostOperations)
            {
                return null;
            }

            regions.Add(region with { Value = value });
        }

        // What only moves elements goes by the name of what computes them.
        string name = operations > 0 && map.Regions.All(region => ViewReader.Operations(region.Value) == 0) ? producer.Name : node.Name;
        (Map Map, Node Node) fused = WithoutUnread(map with { Regions = regions.ToEquatableArray() }, node with { Name = name, Inputs = inputs.ToEquatableArray() });
        return fused.Node.Inputs.Count > MostOperands ? null : fused;
    }

    /// <summary>What a read of the inner map's output reads of the inner map's operands; null where that cannot be said.</summary>
    private static Expression? Inline(View view, Region reader, Map inner, Node producer, List<int> inputs)
    {
        if (ViewComposition.Of(view, reader.Extents, inner.Output, inner.Regions) is not { } composition)
        {
            return null;
        }

        return new Substitution(leaf => leaf switch
        {
            Read read => composition.View.Through(read.View, composition.Region) is { } own ? new Read(inputs.IndexOf(producer.Inputs[read.Operand]), own) : null,
            Stored stored => composition.View.Through(stored.View, composition.Region) is { } own ? new Stored(stored.Values, own) : null,
            _ => leaf,
        }).Apply(composition.Region.Value);
    }

    /// <summary>The node without operands that nothing reads any more.</summary>
    private static (Map Map, Node Node) WithoutUnread(Map map, Node node)
    {
        int[] read = [.. map.Regions.SelectMany(region => ViewReader.Views(region.Value)).Select(view => view.Operand).Where(operand => operand >= 0).Distinct().OrderBy(operand => operand)];
        Substitution renumber = new(leaf => leaf is Read own ? own with { Operand = Array.IndexOf(read, own.Operand) } : leaf);
        Map renumbered = map with { Regions = map.Regions.Select(region => region with { Value = renumber.Apply(region.Value)! }).ToEquatableArray() };
        return (renumbered, node with { Operator = renumbered, Inputs = read.Select(operand => node.Inputs[operand]).ToEquatableArray() });
    }

    /// <summary>A reader reads no element of the inner map twice.</summary>
    private static bool ReadsEachOnce(Map map, int operand, Map inner) =>
        map.Regions.Sum(region => ViewReader.Views(region.Value).Where(read => read.Operand == operand).Select(read => read.View).Distinct().Sum(_ => (long)region.Length)) <= inner.Output.Length;

    /// <summary>One node reads a value, as often as it likes, and the caller does not.</summary>
    private bool IsReadOnce(int value) => !_graph.Outputs.Contains(value)
        && _graph.Nodes.Count(node => !_aliases.ContainsKey(node.Output) && node.Inputs.Any(input => Resolve(input) == value)) == 1;

    /// <summary>The node with each input once.</summary>
    private static Node WithDistinctInputs(ref Map map, Node node)
    {
        int[] distinct = [.. node.Inputs.Distinct()];
        if (distinct.Length == node.Inputs.Count)
        {
            return node;
        }

        Substitution renumber = new(leaf => leaf is Read read ? read with { Operand = Array.IndexOf(distinct, node.Inputs[read.Operand]) } : leaf);
        map = map with { Regions = map.Regions.Select(region => region with { Value = renumber.Apply(region.Value)! }).ToEquatableArray() };
        return node with { Operator = map, Inputs = distinct.ToEquatableArray() };
    }
}
