using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Importers.Onnx;
using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Tests.Importers;

/// <summary>An ONNX file as the importer understands it, evaluated in double precision: no pass, plan or kernel takes part.</summary>
internal sealed class EvaluatedGraph
{
    private readonly Graph _graph;

    private EvaluatedGraph(Graph graph) => _graph = graph;

    /// <summary>Imports a file; null, with a diagnostic, where it is refused.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="files">The model, and files of external data.</param>
    /// <param name="diagnostics">Takes what is wrong.</param>
    public static EvaluatedGraph? Import(string model, IEnumerable<string> files, List<CompilerDiagnostic> diagnostics)
    {
        TypeDeclaration type = new("", new EquatableArray<string>(["partial class Model"]), "Model", "Model");
        ModelDeclaration declaration = new(type, model, UnrollingMode.Auto, default, default, null);
        WeightFile? file = WeightFileLookup.Find(declaration, [.. files.Select(path => WeightFile.Open(path, path))], diagnostics);
        return file is not null && OnnxImporter.Build(declaration, file, file.Onnx!, diagnostics) is { } graph ? new EvaluatedGraph(graph) : null;
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<Node> Nodes => _graph.Nodes;

    /// <summary>The outputs of one example, or of several one after the other.</summary>
    public double[][] Run(IReadOnlyList<double[]> inputs)
    {
        int count = inputs[0].Length / _graph.Values[_graph.Inputs[0]].Length;
        List<double>[] outputs = [.. _graph.Outputs.Select(_ => new List<double>())];
        for (int example = 0; example < count; example++)
        {
            double[][] values = new double[_graph.Values.Count][];
            for (int i = 0; i < inputs.Count; i++)
            {
                int length = _graph.Values[_graph.Inputs[i]].Length;
                values[_graph.Inputs[i]] = inputs[i][(example * length)..((example + 1) * length)];
            }

            foreach (Node node in _graph.Nodes)
            {
                values[node.Output] = node.Operator.Evaluate([.. node.Inputs.Select(input => values[input])]);
            }

            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i].AddRange(values[_graph.Outputs[i]]);
            }
        }

        return [.. outputs.Select(output => output.ToArray())];
    }
}
