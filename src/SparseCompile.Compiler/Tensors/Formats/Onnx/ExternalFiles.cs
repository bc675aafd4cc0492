namespace SparseCompile.Compiler.Tensors.Formats.Onnx;

/// <summary>The files beside an ONNX file that have values of its tensors.</summary>
internal static class ExternalFiles
{
    /// <summary>The path of one, with forward slashes.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="location">Where the model says that the file is; inside of the model's folder.</param>
    public static string PathOf(string model, string location)
    {
        string path = model.Replace('\\', '/');
        string inside = string.Join("/", location.Split('/').Where(part => part is not "."));
        return path.Substring(0, path.LastIndexOf('/') + 1) + inside;
    }

    /// <summary>The files of a model, each with a tensor in it, in order of their first tensors.</summary>
    public static IReadOnlyList<OnnxTensor> Of(OnnxModel model)
    {
        Dictionary<string, OnnxTensor> first = new(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in Tensors(model.Graph).Concat(model.Functions.SelectMany(function => Tensors(function.Nodes, function.Defaults))))
        {
            foreach (OnnxTensor part in new[] { tensor, tensor.Values, tensor.Indices }.OfType<OnnxTensor>().Where(part => part.External is not null))
            {
                if (!first.ContainsKey(part.External!.Location))
                {
                    first[part.External.Location] = part;
                }
            }
        }

        return [.. first.Values];
    }

    private static IEnumerable<OnnxTensor> Tensors(OnnxGraph graph) => graph.Initializers.Concat(Tensors(graph.Nodes, []));

    private static IEnumerable<OnnxTensor> Tensors(IEnumerable<OnnxNode> nodes, IEnumerable<OnnxAttribute> others) => nodes
        .SelectMany(node => node.Attributes)
        .Concat(others)
        .SelectMany(attribute => (attribute.Graph is { } graph ? Tensors(graph) : []).Concat(attribute.Tensor is { } tensor ? [tensor] : []));
}
