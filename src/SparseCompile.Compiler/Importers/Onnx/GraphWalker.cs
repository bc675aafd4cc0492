using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Imports nodes one after the other: constants are folded, functions of the file's own are inlined.</summary>
/// <param name="model">The model.</param>
/// <param name="tensors">Its tensors.</param>
/// <param name="graph">Takes what is computed at run time.</param>
internal sealed class GraphWalker(OnnxModel model, TensorStore tensors, ImportedGraph graph)
{
    private const int DeepestCall = 64;

    /// <summary>Nodes at most, those of functions as often as these are called: a small file may state any number.</summary>
    private const int MostNodes = 200_000;

    private readonly ConstantFolder _folder = new(tensors);
    private readonly List<OnnxFunction> _calls = [];
    private int _nodes;

    /// <summary>Imports a graph.</summary>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="values">What exists before; takes what the nodes compute.</param>
    /// <param name="outputs">Values that are needed.</param>
    /// <param name="opsets">Versions of the operators.</param>
    /// <param name="prefix">What names of nodes begin with.</param>
    public void Import(IReadOnlyList<OnnxNode> nodes, Dictionary<string, ImportedValue> values, IReadOnlyList<string> outputs, IReadOnlyList<OnnxOpset> opsets, string prefix)
    {
        IReadOnlyList<OnnxNode> order = NodeOrder.Of(nodes, values.ContainsKey, outputs);
        HashSet<string> used = new(order.SelectMany(node => node.Inputs).Concat(outputs), StringComparer.Ordinal);
        foreach (OnnxNode node in order)
        {
            if (++_nodes > MostNodes)
            {
                throw new OnnxImportException(Rules.OnnxModel, $"more than {MostNodes} nodes, those of functions counted as often as they are called", "a smaller model");
            }

            OnnxNode own = node with { Name = prefix + node.Name, Outputs = [.. node.Outputs.Select(output => used.Contains(output) ? output : "")] };
            ImportedValue?[] inputs = [.. node.Inputs.Select(input => input.Length == 0 ? null : values.TryGetValue(input, out ImportedValue? value) ? value : null)];
            if (inputs.FirstOrDefault(input => input?.Fault is not null)?.Fault is { } fault)
            {
                throw fault;
            }

            IReadOnlyList<ImportedValue?> results = FunctionOf(node) is { } function ? Call(own, function, inputs) : Import(own, inputs, opsets);
            for (int i = 0; i < own.Outputs.Count; i++)
            {
                if (own.Outputs[i].Length > 0)
                {
                    values[own.Outputs[i]] = i < results.Count && results[i] is { } result
                        ? result
                        : throw new OnnxImportException(Rules.OnnxNode, Printable.Escape(own.Name), Printable.Escape(own.OpType), $"output {i}, which is used", "its other outputs alone");
                }
            }
        }
    }

    private ImportedValue?[] Import(OnnxNode node, IReadOnlyList<ImportedValue?> inputs, IReadOnlyList<OnnxOpset> opsets)
    {
        if (OperatorTable.Find(node) is not { } import)
        {
            string name = node.Domain.Length == 0 ? node.OpType : node.Domain + "." + node.OpType;
            throw new OnnxImportException(Rules.OnnxNode, Printable.Escape(node.Name), Printable.Escape(name), "an operator that is not compiled", OperatorHints.For(node.OpType));
        }

        long version = opsets.FirstOrDefault(opset => opset.Domain.Length == 0)?.Version ?? 1;
        graph.Current = node.Name;
        return inputs.Any(input => input is { Constant: null })
            ? EncodedValues.Import(node.OpType, inputs, graph, own => import(new NodeContext(node, version, own, graph)))
            : _folder.Fold(node, version, inputs, import);
    }

    private OnnxFunction? FunctionOf(OnnxNode node) => model.Functions.FirstOrDefault(function => function.Name == node.OpType && function.Domain == node.Domain);

    private ImportedValue?[] Call(OnnxNode node, OnnxFunction function, ImportedValue?[] inputs)
    {
        if (_calls.Contains(function) || _calls.Count >= DeepestCall)
        {
            throw new OnnxImportException(Rules.OnnxNode, Printable.Escape(node.Name), Printable.Escape(node.OpType), "a function that calls itself, or calls deeper than 64", "functions that do not");
        }

        Dictionary<string, ImportedValue> values = new(StringComparer.Ordinal);
        for (int i = 0; i < Math.Min(inputs.Length, function.Inputs.Count); i++)
        {
            if (inputs[i] is { } value)
            {
                values[function.Inputs[i]] = value;
            }
        }

        // An input that the caller leaves out is left out inside too.
        HashSet<string> absent = new(function.Inputs.Where(name => !values.ContainsKey(name)), StringComparer.Ordinal);
        OnnxNode[] nodes =
        [
            .. function.Nodes.Select(inner => inner with
            {
                Inputs = [.. inner.Inputs.Select(input => absent.Contains(input) ? "" : input)],
                Attributes = [.. inner.Attributes.Select(attribute => Resolve(attribute, node, function)).OfType<OnnxAttribute>()],
            }),
        ];
        string[] outputs = [.. function.Outputs.Where((_, i) => i < node.Outputs.Count && node.Outputs[i].Length > 0)];
        _calls.Add(function);
        Import(nodes, values, outputs, function.Opsets.Count > 0 ? function.Opsets : model.Opsets, node.Name + "/");
        _calls.RemoveAt(_calls.Count - 1);
        return [.. function.Outputs.Select(name => values.TryGetValue(name, out ImportedValue? value) ? value : null)];
    }

    /// <summary>An attribute inside of a function that has the value of one of the call; null where neither the call nor the function has that.</summary>
    private static OnnxAttribute? Resolve(OnnxAttribute attribute, OnnxNode node, OnnxFunction function)
    {
        if (attribute.Reference is not { } reference)
        {
            return attribute;
        }

        OnnxAttribute? given = node.Attributes.Concat(function.Defaults).FirstOrDefault(own => own.Name == reference);
        return given is null ? null : given with { Name = attribute.Name };
    }
}
