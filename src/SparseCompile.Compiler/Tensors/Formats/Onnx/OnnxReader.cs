using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx;

/// <summary>Reads ONNX files: protobuf's wire format, of which what this compiler needs is known here.</summary>
internal static class OnnxReader
{
    /// <summary>Reads the model; its tensors are the constants of its graph.</summary>
    public static WeightTable ReadTable(WeightFileBytes file)
    {
        OnnxModel model = ModelReader.Read(file);
        Dictionary<string, OnnxTensor> tensors = new(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in TensorsOf(model))
        {
            tensors[tensor.Name] = tensors.ContainsKey(tensor.Name) ? throw Failure.Malformed(tensor.Name, "a tensor that is there twice", "each tensor once") : tensor;
        }

        TensorEntry[] entries =
        [
            .. tensors.Values.Where(tensor => tensor.Fault is null && tensor.Name.Length > 0)
                .Select(tensor => new TensorEntry(new TensorInfo(tensor.Name, OnnxElementTypes.NameOf(tensor.Type), tensor.Shape)) { Onnx = tensor }),
        ];
        return new WeightTable(entries, EquatableArray<MetadataEntry>.Empty)
        {
            Onnx = model,
            Damaged = tensors.Values.Where(tensor => tensor.Fault is not null).ToDictionary(tensor => tensor.Name, tensor => tensor.Fault!, StringComparer.Ordinal),
        };
    }

    /// <summary>The constants of a model's graph, by the names of the values that they are.</summary>
    public static IEnumerable<OnnxTensor> TensorsOf(OnnxModel model) => model.Graph.Initializers.Concat(model.Graph.Nodes.Select(ConstantOf).OfType<OnnxTensor>());

    private static OnnxTensor? ConstantOf(OnnxNode node) =>
        node is { OpType: "Constant", Domain: "", Outputs.Count: 1 } && node.Attributes.FirstOrDefault(attribute => attribute.Tensor is not null)?.Tensor is { } tensor
            ? tensor with { Name = node.Outputs[0] }
            : null;
}
