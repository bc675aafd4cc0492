using System.Runtime.InteropServices;

namespace SparseCompile.Testing;

/// <summary>Makes models in QDQ form: operators between DequantizeLinear and QuantizeLinear.</summary>
public sealed class QdqBuilder
{
    /// <summary>The number of uint8 in ONNX.</summary>
    public const int UInt8 = 2;

    /// <summary>The number of int8 in ONNX.</summary>
    public const int Int8 = 3;

    private const int Int32 = 6;

    /// <summary>The file so far.</summary>
    public OnnxBuilder File { get; } = new(13);

    /// <summary>Adds a constant of 8-bit integers.</summary>
    public QdqBuilder Bytes(string name, int type, int[] shape, params int[] values)
    {
        File.Initializer(OnnxBuilder.Tensor(name, type, shape, [.. values.Select(value => unchecked((byte)value))]));
        return this;
    }

    /// <summary>Adds integer weights and a DequantizeLinear of them.</summary>
    /// <param name="name">What the weights are called behind it.</param>
    /// <param name="type">Their type.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="values">The integers.</param>
    /// <param name="scales">One, or one for each coordinate of the first axis.</param>
    /// <param name="zero">The zero point.</param>
    public QdqBuilder Weights(string name, int type, int[] shape, int[] values, float[] scales, int zero = 0)
    {
        ArgumentNullException.ThrowIfNull(scales);
        Bytes(name + "_q", type, shape, values).Bytes(name + "_z", type, scales.Length == 1 ? [] : [scales.Length], [.. scales.Select(_ => zero)]);
        File.Floats(name + "_s", scales.Length == 1 ? [] : [scales.Length], scales);
        File.Node("DequantizeLinear", $"{name}_q,{name}_s,{name}_z", name, scales.Length == 1 ? [] : [OnnxBuilder.Int("axis", 0)]);
        return this;
    }

    /// <summary>Adds an int32 bias and a DequantizeLinear of it.</summary>
    public QdqBuilder Bias(string name, float scale, params int[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        File.Initializer(OnnxBuilder.Tensor(name + "_q", Int32, [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray())).Floats(name + "_s", [], scale);
        File.Node("DequantizeLinear", $"{name}_q,{name}_s", name);
        return this;
    }

    /// <summary>Adds an operator.</summary>
    public QdqBuilder Node(string type, string inputs, string output, params byte[][] attributes)
    {
        File.Node(type, inputs, output, attributes);
        return this;
    }

    /// <summary>Rounds a value to integers: <c>x</c> becomes <c>x_q</c>.</summary>
    public QdqBuilder Quantize(string value, float scale, int zero = 0, int type = Int8)
    {
        Code(value, scale, zero, type);
        return Node("QuantizeLinear", $"{value},{value}_s,{value}_z", value + "_q");
    }

    /// <summary>Rounds a value and dequantizes it: <c>x</c> becomes <c>x_d</c>.</summary>
    public QdqBuilder Round(string value, float scale, int zero = 0, int type = Int8) => Quantize(value, scale, zero, type).Dequantize(value + "_q", value, value + "_d");

    /// <summary>Dequantizes a value by the scale of another.</summary>
    public QdqBuilder Dequantize(string value, string like, string result) => Node("DequantizeLinear", $"{value},{like}_s,{like}_z", result);

    /// <summary>Adds a scale and a zero point.</summary>
    public QdqBuilder Code(string value, float scale, int zero, int type)
    {
        File.Floats(value + "_s", [], scale);
        return Bytes(value + "_z", type, [], zero);
    }
}
