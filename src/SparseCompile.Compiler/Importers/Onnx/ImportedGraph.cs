using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Diagnostics;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>The graph as it grows, node by node.</summary>
/// <param name="tensors">The tensors of the file.</param>
internal sealed class ImportedGraph(TensorStore tensors)
{
    /// <summary>Nodes at most: a small file may state a network of any depth by functions of functions.</summary>
    private const int MostNodes = 20_000;

    private readonly List<Value> _values = [];
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<(int, Shape), int> _reshaped = [];
    private readonly Dictionary<int, Node> _producers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (ImportedValue Value, int[] Before, int[] After)> _padded = [];
    private readonly Dictionary<int, IntegerEncoding> _inputEncodings = [];

    /// <summary>What is computed from here on belongs to this node.</summary>
    public string Current { get; set; } = "";

    /// <summary>The attribute that asked for the model.</summary>
    public AttributePlace? Location { get; init; }

    /// <summary>The model is compiled to integers: values note what the file rounds them to, and are not rounded.</summary>
    public bool KeepsEncodings { get; init; }

    /// <summary>Values so far.</summary>
    public IReadOnlyList<Value> Values => _values;

    /// <summary>Nodes so far.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Adds an input.</summary>
    public ImportedValue AddInput(string name, OnnxElementType type, int[] shape)
    {
        _values.Add(new Value(_values.Count, name, Shape.Of(shape)));
        return new ImportedValue(type, shape) { Id = _values.Count - 1 };
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="op">What it computes.</param>
    /// <param name="type">Element type of the result.</param>
    /// <param name="shape">Shape of the result in the ONNX graph; the graph's own value may have another, of as many elements.</param>
    /// <param name="inputs">Ids of what it reads.</param>
    public ImportedValue Add(Operator op, OnnxElementType type, int[] shape, params int[] inputs)
    {
        Shape computed = op.InferShape([.. inputs.Select(input => _values[input].Shape)]) ?? throw new InvalidOperationException($"The inputs of '{Current}' do not fit.");
        if (_nodes.Count >= MostNodes)
        {
            throw new OnnxImportException(Rules.OnnxModel, $"more than {MostNodes} operators", "a smaller model");
        }

        string name = UniqueName();
        _values.Add(new Value(_values.Count, name, computed));
        _nodes.Add(new Node(name, op, inputs.ToEquatableArray(), _values.Count - 1, Location));
        _producers[_values.Count - 1] = _nodes[_nodes.Count - 1];
        return new ImportedValue(type, shape) { Id = _values.Count - 1 };
    }

    /// <summary>The id of a value in a shape of as many elements. A constant becomes a map that has it.</summary>
    public int As(ImportedValue value, params int[] shape)
    {
        Shape wanted = Shape.Of(shape);
        if (value.Constant is { } constant)
        {
            return Add(Maps.Known(wanted, constant.Floats), value.Type, shape).Id;
        }

        if (_values[value.Id].Shape == wanted)
        {
            return value.Id;
        }

        if (!_reshaped.TryGetValue((value.Id, wanted), out int id))
        {
            id = Add(new Reshape(wanted), value.Type, shape, value.Id).Id;
            _reshaped[(value.Id, wanted)] = id;
        }

        return id;
    }

    /// <summary>The id of a value in its own shape.</summary>
    public int IdOf(ImportedValue value) => As(value, value.Shape);

    /// <summary>The id of a value in whatever shape it has: an image stays one, which a layout needs to know.</summary>
    public int AnyOf(ImportedValue value) => value.Constant is null ? value.Id : IdOf(value);

    /// <summary>Adds the sum of run-time values of one shape.</summary>
    public ImportedValue AddValues(IReadOnlyList<ImportedValue> values)
    {
        Shape[] shapes = [.. values.Select(value => _values[value.Id].Shape)];
        Shape shape = shapes.Where(own => own.Extents.Count is 2 or 3).DefaultIfEmpty(shapes[0]).First();
        return Add(new Add(ActivationFunction.None), values[0].Type, values[0].Shape, [.. values.Select(value => As(value, [.. shape.Extents]))]);
    }

    /// <summary>A tensor of the file as a constant.</summary>
    public ConstantTensor Stored(OnnxTensor tensor) => tensors.Constant(tensor);

    /// <summary>Channels of the layer that computes a value; 0 where that is none.</summary>
    public int ChannelsOf(ImportedValue value)
    {
        int id = value.Id;
        while (_producers.TryGetValue(id, out Node? node))
        {
            switch (node.Operator)
            {
                case MatrixOperator { Function.Kind: ActivationKind.None } layer:
                    return layer.Outputs;
                case Reshape or Affine:
                    id = node.Input;
                    break;
                default:
                    return 0;
            }
        }

        return 0;
    }

    /// <summary>Remembers that a value is another with zeros around it.</summary>
    public void NotePadding(ImportedValue padded, ImportedValue value, int[] before, int[] after) => _padded[padded.Id] = (value, before, after);

    /// <summary>The value that another is with zeros around it: a convolution pads by itself. Null where it is none, or where images or channels are padded.</summary>
    public (ImportedValue Value, int[] Before, int[] After)? PaddingOf(ImportedValue padded) =>
        padded.Constant is null && _padded.TryGetValue(padded.Id, out (ImportedValue Value, int[] Before, int[] After) found) && found.Value.Rank == padded.Rank
            && found.Value.Shape.Select((extent, axis) => found.Before[axis] + extent + found.After[axis]).SequenceEqual(padded.Shape)
            && found.Before.Take(2).Concat(found.After.Take(2)).All(pad => pad == 0)
            ? found
            : null;

    /// <summary>Notes the integers that the file rounds a value to; of two, those of the larger scale.</summary>
    public void Encode(int id, IntegerEncoding encoding)
    {
        if (!(_values[id].Encoding?.SymmetricScale >= encoding.SymmetricScale))
        {
            _values[id] = _values[id] with { Encoding = encoding };
        }
    }

    /// <summary>Notes that an input is handed over in integers; returns whether others have been noted for it.</summary>
    public bool EncodeInput(int id, IntegerEncoding encoding)
    {
        if (_inputEncodings.TryGetValue(id, out IntegerEncoding other))
        {
            return other == encoding;
        }

        _inputEncodings[id] = encoding;
        Encode(id, encoding);
        return true;
    }

    /// <summary>The integers that an input is handed over in; null for the values themselves.</summary>
    public IntegerEncoding? InputEncodingOf(int id) => _inputEncodings.TryGetValue(id, out IntegerEncoding encoding) ? encoding : null;

    /// <summary>No element of a value can be below 0, as far as its operators say; an input is clamped where it is rounded.</summary>
    public bool IsNonNegative(int id)
    {
        while (_producers.TryGetValue(id, out Node? node))
        {
            switch (node.Operator)
            {
                case var _ when _values[id].Encoding is { Low: >= 0 }:
                case Elementwise { Function.Kind: ActivationKind.Relu or ActivationKind.Relu6 or ActivationKind.Sigmoid or ActivationKind.Softmax }:
                case Elementwise { Function: { Kind: ActivationKind.Clip, Low: >= 0 } }:
                case Graphs.Operators.Add or Concat when node.Inputs.All(input => _values[input].Encoding is { Low: >= 0 }):
                    return true;
                case Reshape or Pool:
                    id = node.Input;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    /// <summary>The current node's name; with a number where it has several operators.</summary>
    private string UniqueName()
    {
        string name = Current;
        for (int i = 2; !_names.Add(name); i++)
        {
            name = Current + "." + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return name;
    }
}
