using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>The nodes that some values need, each after those that it reads.</summary>
internal sealed class NodeOrder
{
    private const int Open = 1, Done = 2;

    private readonly IReadOnlyList<OnnxNode> _nodes;
    private readonly Func<string, bool> _known;
    private readonly Dictionary<string, int> _producers = new(StringComparer.Ordinal);

    /// <summary>How far each node is: not met, on the path, in order.</summary>
    private readonly int[] _states;

    /// <summary>Nodes that wait for their inputs, each with the number of those that are there. A stack of our own: a chain may be as long as the file.</summary>
    private readonly Stack<(int Node, int Inputs)> _path = new();

    private NodeOrder(IReadOnlyList<OnnxNode> nodes, Func<string, bool> known)
    {
        (_nodes, _known, _states) = (nodes, known, new int[nodes.Count]);
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string output in nodes[i].Outputs.Where(output => output.Length > 0))
            {
                if (_producers.ContainsKey(output) || known(output))
                {
                    throw new OnnxImportException(Rules.OnnxModel, $"value {Printable.Quote(output)} that is computed twice, by node {Printable.Quote(nodes[i].Name)} too", "each value once");
                }

                _producers[output] = i;
            }
        }
    }

    /// <summary>Orders nodes, depth first; those that no value needs are left out.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="known">Whether a value exists before any node has run.</param>
    /// <param name="wanted">The values that are needed.</param>
    public static IReadOnlyList<OnnxNode> Of(IReadOnlyList<OnnxNode> nodes, Func<string, bool> known, IEnumerable<string> wanted)
    {
        NodeOrder order = new(nodes, known);
        return [.. wanted.SelectMany(order.Walk)];
    }

    /// <summary>The nodes that a value needs and no value before it.</summary>
    private IReadOnlyList<OnnxNode> Walk(string name)
    {
        List<OnnxNode> found = [];
        Enter(name, null);
        while (_path.Count > 0)
        {
            (int node, int inputs) = _path.Pop();
            if (inputs == _nodes[node].Inputs.Count)
            {
                _states[node] = Done;
                found.Add(_nodes[node]);
                continue;
            }

            _path.Push((node, inputs + 1));
            Enter(_nodes[node].Inputs[inputs], _nodes[node]);
        }

        return found;
    }

    private void Enter(string name, OnnxNode? reader)
    {
        if (name.Length == 0 || _known(name))
        {
            return;
        }

        if (!_producers.TryGetValue(name, out int producer))
        {
            string who = reader is null ? "an output" : $"an input of node {Printable.Quote(reader.Name)}";
            throw new OnnxImportException(Rules.OnnxModel, $"value {Printable.Quote(name)}, {who}, which nothing computes", "a node, an input or an initializer of that name");
        }

        if (_states[producer] == Open)
        {
            throw new OnnxImportException(Rules.OnnxModel, $"node {Printable.Quote(_nodes[producer].Name)}, which depends on its own output {Printable.Quote(name)}", "a graph without cycles");
        }

        if (_states[producer] == 0)
        {
            _states[producer] = Open;
            _path.Push((producer, 0));
        }
    }
}
