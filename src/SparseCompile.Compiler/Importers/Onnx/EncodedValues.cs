using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Expressions;
using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Importers.Onnx.Operators;
using SparseCompile.Compiler.Tensors.Formats.Onnx;
using static SparseCompile.Compiler.Importers.Onnx.Operators.Formula;

namespace SparseCompile.Compiler.Importers.Onnx;

/// <summary>
/// Pairs of QuantizeLinear and DequantizeLinear in a model that is compiled to integers: nothing is rounded in the graph. A value notes the integers that the file rounds
/// it to, and its own scale is made from them.
/// </summary>
internal static class EncodedValues
{
    /// <summary>Operators that choose or move elements: they do the same to integers as to the values that these stand for.</summary>
    private static readonly string[] s_moves =
    [
        "Identity", "Dropout", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Concat", "Split", "Slice", "DepthToSpace", "SpaceToDepth", "MaxPool", "GlobalMaxPool",
    ];

    /// <summary>Imports a node of which an input may be encoded.</summary>
    /// <param name="type">The operator.</param>
    /// <param name="inputs">The node's inputs.</param>
    /// <param name="graph">Takes what is computed.</param>
    /// <param name="import">Imports the node, of inputs without encodings.</param>
    public static ImportedValue?[] Import(string type, IReadOnlyList<ImportedValue?> inputs, ImportedGraph graph, Func<IReadOnlyList<ImportedValue?>, ImportedValue?[]> import)
    {
        if (type == "DequantizeLinear" || !inputs.Any(input => input?.Encoding is not null))
        {
            return import(inputs);
        }

        IntegerEncoding?[] encodings = [.. inputs.Where(input => input is { Constant: null }).Select(input => input!.Encoding).Distinct()];
        if (!s_moves.Contains(type) || encodings.Length > 1)
        {
            return import([.. inputs.Select(input => input is null ? null : Rounded(graph, input))]);
        }

        ImportedValue?[] outputs = import([.. inputs.Select(input => input is null ? null : input with { Encoding = null })]);
        return [.. outputs.Select(output => output is { Constant: null } ? Encode(graph, output, encodings[0]!.Value) : output)];
    }

    /// <summary>A value that the file rounds to integers.</summary>
    public static ImportedValue Quantize(NodeContext node, ImportedValue value, OnnxElementType type)
    {
        IntegerEncoding encoding = Stated(node, type);
        ImportedValue bounded = value;
        if (encoding.Lowest == encoding.ZeroPoint && !node.Graph.IsNonNegative(value.Id))
        {
            // Files leave out a ReLU that integers without negative values imply.
            bounded = ActivationOperators.Activate(node, value, new Graphs.Operators.ActivationFunction(Graphs.Operators.ActivationKind.Relu));
        }

        return Encode(node.Graph, bounded with { Type = type }, encoding);
    }

    /// <summary>What integers stand for; null where they are not known as such.</summary>
    public static ImportedValue? Dequantize(NodeContext node, ImportedValue value)
    {
        if (value.IsEncodedInput)
        {
            IntegerEncoding input = Stated(node, value.Type);
            return node.Graph.EncodeInput(value.Id, input)
                ? value with { Type = OnnxElementType.Float, IsEncodedInput = false }
                : throw node.Fail("another scale or zero point than another DequantizeLinear of the model's input has", "the same");
        }

        return value.Encoding is { } encoding && encoding == Stated(node, value.Type) ? value with { Type = OnnxElementType.Float, Encoding = null } : null;
    }

    /// <summary>The integers themselves, for an operator that computes with them.</summary>
    public static ImportedValue Rounded(ImportedGraph graph, ImportedValue value)
    {
        if (value.Encoding is not { } encoding)
        {
            return value;
        }

        Elements elements = new(graph);
        Expression rounded = Add(Of(UnaryKind.Round, Divide(elements.Read(value, value.Shape), Number(encoding.Scale))), Number(encoding.ZeroPoint));
        return elements.Map(Max(Number(encoding.Lowest), Min(Number(encoding.Highest), rounded)), value.Type, value.Shape);
    }

    private static ImportedValue Encode(ImportedGraph graph, ImportedValue value, IntegerEncoding encoding)
    {
        graph.Encode(value.Id, encoding);
        return value with { Encoding = encoding };
    }

    /// <summary>Scale and zero point of the node.</summary>
    private static IntegerEncoding Stated(NodeContext node, OnnxElementType type)
    {
        ConstantTensor scale = node.Constant(1, "a scale");
        ConstantTensor? zero = node.OptionalConstant(2, "a zero point");
        if (scale.Count != 1 || zero is { Count: not 1 })
        {
            throw node.Fail($"scales of shape {Shapes.Text(scale.Shape)} for a value that is computed at run time", "one scale and one zero point, as int8 models have");
        }

        if (!OnnxElementTypes.IsInteger(type) || OnnxElementTypes.BitsOf(type) > 8)
        {
            throw node.Fail($"a value rounded to {OnnxElementTypes.NameOf(type)}", "integers of at most 8 bits in an int8 model");
        }

        float step = scale.Floats[0];
        (double low, double high) = OnnxElementTypes.RangeOf(type);
        IntegerEncoding encoding = new(step, (int)(zero?.Values[0] ?? 0), (int)low, (int)high);
        return step >= 1e-30f && !float.IsInfinity(encoding.SymmetricScale) ? encoding : throw node.Fail($"a scale of {Printed(step)}", "a positive, finite one");
    }

    private static string Printed(float value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
