using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Declarations;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>An ONNX file in, a graph out.</summary>
internal sealed class OnnxImporter
{
    /// <summary>Versions of ONNX' operators that are known.</summary>
    private const long OldestOpset = 6, NewestOpset = 27;

    private readonly ModelDeclaration _declaration;
    private readonly OnnxModel _model;
    private readonly TensorStore _tensors;
    private readonly ImportedGraph _graph;

    private OnnxImporter(ModelDeclaration declaration, WeightFile file, OnnxModel model)
    {
        (_declaration, _model) = (declaration, model);
        _tensors = new TensorStore(file);
        _graph = new ImportedGraph(_tensors) { Location = declaration.Location, KeepsEncodings = declaration.Precision == NumericPrecision.Int8 };
    }

    /// <summary>Builds a model's graph; null, with one diagnostic, when it cannot be built.</summary>
    public static Graph? Build(ModelDeclaration declaration, WeightFile file, OnnxModel model, ICollection<CompilerDiagnostic> diagnostics)
    {
        try
        {
            return new OnnxImporter(declaration, file, model).Build();
        }
        catch (OnnxImportException exception)
        {
            diagnostics.Add(CompilerDiagnostic.Create(exception.Rule, declaration.Location, [file.Parts[0].LogicalName, .. exception.Arguments]));
        }
        catch (OnnxTensorException exception)
        {
            diagnostics.Add(WeightFileDiagnostics.Create(file.Parts[0].LogicalName, exception.Error, declaration.Location));
        }

        return null;
    }

    private Graph Build()
    {
        CheckVersions();
        OnnxGraph graph = _model.Graph;
        Dictionary<string, ImportedValue> values = new(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in graph.Initializers.Where(tensor => tensor.Name.Length > 0))
        {
            // What is wrong with one is said when it is needed.
            values[tensor.Name] = tensor.Fault is null && tensor.IsNumeric ? ImportedValue.Of(_tensors.Constant(tensor)) : Unusable(tensor);
        }

        // Files of version 3 list initializers among the inputs.
        OnnxValueInfo[] inputs = [.. graph.Inputs.Where(input => !values.ContainsKey(input.Name))];
        InputShapes shapes = new(_declaration, inputs);
        List<int> ids = [];
        foreach (OnnxValueInfo input in inputs)
        {
            if (values.ContainsKey(input.Name))
            {
                throw new OnnxImportException(Rules.OnnxModel, $"two inputs {Printable.Quote(input.Name)}", "each input once");
            }

            ImportedValue value = _graph.AddInput(input.Name, input.Type, shapes.Of(input));
            values[input.Name] = value with { IsEncodedInput = IsEncoded(input) };
            ids.Add(value.Id);
        }

        string[] outputs = [.. graph.Outputs.Select(output => output.Name)];
        if (outputs.Concat(inputs.Select(input => input.Name)).Contains(""))
        {
            throw new OnnxImportException(Rules.OnnxModel, "an input or output without a name", "a name for each");
        }

        if (ids.Count == 0 || outputs.Length == 0)
        {
            throw new OnnxImportException(Rules.OnnxModel, $"{ids.Count} inputs and {outputs.Length} outputs", "at least one of each");
        }

        new GraphWalker(_model, _tensors, _graph).Import(graph.Nodes, values, outputs, _model.Opsets, "");
        int[] results = [.. outputs.Select(name => Output(name, values[name]))];
        return new Graph(_graph.Values, _graph.Nodes, ids.ToEquatableArray(), results.ToEquatableArray())
        {
            OutputNames = outputs.ToEquatableArray(),
            InputEncoding = _graph.InputEncodingOf(ids[0]),
            OutputEncoding = values[outputs[0]].Encoding,
        }.WithoutUnused();
    }

    /// <summary>An input of integers, of which the network reads nothing but the values that they stand for.</summary>
    private bool IsEncoded(OnnxValueInfo input) =>
        _graph.KeepsEncodings && input.Type is OnnxElementType.Int8 or OnnxElementType.UInt8
        && _model.Graph.Nodes.Where(node => node.Inputs.Contains(input.Name)).All(node => node.OpType == "DequantizeLinear")
        && _model.Graph.Outputs.All(output => output.Name != input.Name);

    private static ImportedValue Unusable(OnnxTensor tensor) => new(tensor.Type, [])
    {
        Fault = new OnnxTensorException(tensor.Fault ?? new WeightFileError(WeightFileErrorKind.UnsupportedDataType, tensor.Name, "elements of type " + OnnxElementTypes.NameOf(tensor.Type), "numbers")),
    };

    private int Output(string name, ImportedValue value)
    {
        if (value.Fault is { } fault)
        {
            throw fault;
        }

        _graph.Current = name;
        return value.Count > 0
            ? _graph.IdOf(value)
            : throw new OnnxImportException(Rules.OnnxModel, $"output {Printable.Quote(name)} of shape {Shapes.Text(value.Shape)}", "at least one element");
    }

    private void CheckVersions()
    {
        long version = _model.Opsets.FirstOrDefault(opset => opset.Domain.Length == 0)?.Version ?? 0;
        if (version is < OldestOpset or > NewestOpset)
        {
            throw new OnnxImportException(
                Rules.OnnxModel, version == 0 ? "no version of ONNX' operators" : $"version {version} of ONNX' operators", $"{OldestOpset} to {NewestOpset} (onnx.version_converter converts)");
        }
    }
}
