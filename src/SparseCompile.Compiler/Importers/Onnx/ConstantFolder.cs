using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>Evaluates nodes whose inputs are all constants: they are imported into a graph of their own, whose operators know their values in double precision.</summary>
/// <param name="tensors">The tensors of the file.</param>
internal sealed class ConstantFolder(TensorStore tensors)
{
    /// <summary>Multiply-accumulates, and elements of all values, up to which nodes are evaluated: so many in any model, and more for the bytes of a large one.</summary>
    private readonly long _mostWork = (1 << 20) + (8 * tensors.Length);

    private long _work;

    /// <summary>The node's outputs, as constants.</summary>
    public ImportedValue?[] Fold(OnnxNode node, long version, IReadOnlyList<ImportedValue?> inputs, Func<NodeContext, ImportedValue?[]> import)
    {
        ImportedGraph graph = new(tensors) { Current = node.Name };
        ImportedValue?[] outputs = import(new NodeContext(node, version, inputs, graph));
        _work += graph.Nodes.Sum(own => own.Operator.DenseMacs + graph.Values[own.Output].Length);
        if (_work > _mostWork)
        {
            throw new OnnxImportException(
                Rules.OnnxNode, Printable.Escape(node.Name), Printable.Escape(node.OpType), "constants that are too large to be computed with in the build", "a file in which they are computed already (onnxsim, or onnxruntime's basic optimizations)");
        }

        double[][] values = new double[graph.Values.Count][];
        foreach (Node own in graph.Nodes)
        {
            values[own.Output] = own.Operator.Evaluate([.. own.Inputs.Select(input => values[input])]);
        }

        return [.. outputs.Select(output => output is { Constant: null } ? ImportedValue.Of(ConstantTensor.Of(output.Type, output.Shape, values[output.Id], output.Steps)) : output)];
    }
}
