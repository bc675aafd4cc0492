using System.Globalization;
using SparseCompile.Testing;
using static SparseCompile.Testing.OnnxBuilder;

namespace SparseCompile.Onnx.Tests;

/// <summary>A network of random layers, as exporters write them for one version of the operators.</summary>
internal sealed class RandomGraph
{
    private static readonly string[] s_functions = ["Relu", "Sigmoid", "Tanh", "LeakyRelu", "Elu", "Softplus", "Abs", "HardSigmoid", "Selu", "Neg"];
    private static readonly string[] s_operations = ["Add", "Mul", "Sub"];

    private readonly Random _random;
    private readonly int _opset;
    private readonly OnnxBuilder _builder;
    private string _value = "x";
    private int[] _shape;
    private int _names;

    private RandomGraph(int seed, int opset)
    {
        _random = new Random((seed * 1009) + opset);
        _opset = opset;
        _builder = new OnnxBuilder(opset);
        _shape = _random.Next(3) == 0 ? [1, _random.Next(1, 5), _random.Next(5, 20)] : [1, _random.Next(1, 5), _random.Next(5, 11), _random.Next(5, 11)];
        InputShape = [.. _shape];
        _builder.Input("x", _shape);
    }

    /// <summary>Shape of the input, which is called x.</summary>
    public int[] InputShape { get; }

    /// <summary>Makes one.</summary>
    /// <returns>The file, and the shape of its input.</returns>
    public static (byte[] Model, int[] Shape) Of(int seed, int opset)
    {
        RandomGraph graph = new(seed, opset);
        for (int layers = graph._random.Next(3, 8); layers > 0; layers--)
        {
            graph.Layer();
        }

        if (graph._random.Next(2) == 0)
        {
            graph.Head();
        }

        graph._builder.Node("Identity", graph._value, "y");
        return (graph._builder.Output("y").ToBytes(), graph.InputShape);
    }

    private void Layer()
    {
        switch (_random.Next(16))
        {
            case 0 or 1 or 2:
                Conv();
                break;
            case 3:
                Norm();
                break;
            case 4:
                Pool();
                break;
            case 5:
                Apply(s_functions[_random.Next(s_functions.Length)]);
                break;
            case 6:
                Broadcast(s_operations[_random.Next(s_operations.Length)]);
                break;
            case 7:
                Residual();
                break;
            case 8:
                Concat();
                break;
            case 9:
                Clip();
                break;
            case 10:
                Permute();
                break;
            case 11:
                Transposed();
                break;
            case 12:
                Resize();
                break;
            case 13:
                Centre();
                break;
            case 14:
                Node("InstanceNormalization", $"{_value},{Floats(_shape[1])},{Floats(_shape[1])}", _shape, Float("epsilon", 1e-2f));
                break;
            default:
                Slice();
                break;
        }
    }

    private void Conv()
    {
        int channels = _shape[1], groups = _random.Next(3) == 0 ? channels : 1, outputs = groups * _random.Next(1, 4), axes = _shape.Length - 2;
        int[] kernel = [.. _shape.Skip(2).Select(extent => _random.Next(1, Math.Min(4, extent + 1)))];
        int[] pads = [.. kernel.Concat(kernel).Select(taps => _random.Next(taps))];
        int stride = _random.Next(1, 3);
        string weights = Weights([outputs, channels / groups, .. kernel]);
        List<byte[]> attributes = [Ints("kernel_shape", Longs(kernel)), Ints("pads", Longs(pads)), Ints("strides", [.. Enumerable.Repeat((long)stride, axes)]), Int("group", groups)];
        string inputs = _random.Next(2) == 0 ? $"{_value},{weights}" : $"{_value},{weights},{Floats(outputs)}";
        int[] shape = [1, outputs, .. kernel.Select((taps, axis) => ((_shape[axis + 2] + pads[axis] + pads[axes + axis] - taps) / stride) + 1)];
        Node("Conv", inputs, shape, [.. attributes]);
    }

    private void Transposed()
    {
        int channels = _shape[1], outputs = _random.Next(1, 4), axes = _shape.Length - 2;
        if (_shape.Skip(2).Any(extent => extent > 16))
        {
            return;
        }

        int[] kernel = [.. Enumerable.Range(0, axes).Select(_ => _random.Next(1, 4))], strides = [.. kernel.Select(_ => _random.Next(1, 3))];
        int[] shape = [1, outputs, .. kernel.Select((taps, axis) => ((_shape[axis + 2] - 1) * strides[axis]) + taps)];
        Node("ConvTranspose", $"{_value},{Weights([channels, outputs, .. kernel])},{Floats(outputs)}", shape, Ints("strides", Longs(strides)));
    }

    private void Resize()
    {
        if (_opset < 11 || _shape.Length != 4 || _shape.Skip(2).Any(extent => extent > 16))
        {
            return;
        }

        string scales = Name();
        _builder.Floats(scales, [4], 1, 1, 2, 2);
        byte[][] attributes = _random.Next(2) == 0
            ? [Text("mode", "nearest"), Text("coordinate_transformation_mode", "asymmetric"), Text("nearest_mode", "floor")]
            : [Text("mode", "linear"), Text("coordinate_transformation_mode", _random.Next(2) == 0 ? "half_pixel" : "align_corners")];
        string none = Name();
        _builder.Floats(none, [0]);
        Node("Resize", $"{_value},{none},{scales}", [1, _shape[1], 2 * _shape[2], 2 * _shape[3]], attributes);
    }

    /// <summary>The value without its mean along an axis: axes are an attribute before version 18.</summary>
    private void Centre()
    {
        string before = _value;
        int axis = _random.Next(1, _shape.Length);
        int[] shape = [.. _shape.Select((extent, own) => own == axis ? 1 : extent)], whole = _shape;
        if (_opset < 18)
        {
            Node("ReduceMean", _value, shape, Ints("axes", axis));
        }
        else
        {
            Node("ReduceMean", $"{_value},{Integers(axis)}", shape);
        }

        Node("Sub", $"{before},{_value}", whole);
    }

    private void Norm()
    {
        int channels = _shape[1];
        string variance = Name();
        _builder.Floats(variance, [channels], [.. Enumerable.Range(0, channels).Select(_ => 0.2f + _random.NextSingle())]);
        byte[][] attributes = [Float("epsilon", 1e-3f)];
        Node("BatchNormalization", $"{_value},{Floats(channels)},{Floats(channels)},{Floats(channels)},{variance}", _shape, attributes);
    }

    private void Pool()
    {
        int[] kernel = [.. _shape.Skip(2).Select(extent => Math.Min(extent, _random.Next(1, 4)))];
        int[] shape = [1, _shape[1], .. kernel.Select((taps, axis) => ((_shape[axis + 2] - taps) / 2) + 1)];
        Node(_random.Next(2) == 0 ? "MaxPool" : "AveragePool", _value, shape, Ints("kernel_shape", Longs(kernel)), Ints("strides", [.. kernel.Select(_ => 2L)]));
    }

    private void Apply(string type) => Node(type, _value, _shape);

    private void Broadcast(string type)
    {
        int[] shape = _random.Next(3) switch { 0 => [1], 1 => [_shape[1], .. Enumerable.Repeat(1, _shape.Length - 2)], _ => [_shape[^1]] };
        string constant = Name();
        _builder.Floats(constant, shape, Values(shape.Aggregate(1, (product, extent) => product * extent)));
        Node(type, _random.Next(4) == 0 ? $"{constant},{_value}" : $"{_value},{constant}", _shape);
    }

    private void Residual()
    {
        string before = _value;
        Apply("Relu");
        Node(_random.Next(2) == 0 ? "Add" : "Mul", $"{_value},{before}", _shape);
    }

    private void Concat()
    {
        string before = _value;
        Apply("Tanh");
        int axis = _random.Next(1, _shape.Length);
        int[] shape = [.. _shape.Select((extent, own) => own == axis ? 2 * extent : extent)];
        Node("Concat", $"{before},{_value}", shape, Int("axis", axis));
    }

    private void Clip()
    {
        if (_opset < 11)
        {
            Node("Clip", _value, _shape, Float("min", -0.5f), Float("max", 1.5f));
            return;
        }

        string low = Name(), high = Name();
        _builder.Floats(low, [], -0.5f).Floats(high, [], 1.5f);
        Node("Clip", $"{_value},{low},{high}", _shape);
    }

    private void Permute()
    {
        int[] order = [0, .. Enumerable.Range(1, _shape.Length - 1).OrderBy(_ => _random.Next())];
        Node("Transpose", _value, [.. order.Select(axis => _shape[axis])], Ints("perm", Longs(order)));
    }

    private void Slice()
    {
        int axis = _shape.Length - 1;
        if (_shape[axis] < 4)
        {
            return;
        }

        int[] shape = [.. _shape];
        shape[axis] -= 2;
        if (_opset < 10)
        {
            Node("Slice", _value, shape, Ints("starts", 1), Ints("ends", -1), Ints("axes", axis));
            return;
        }

        string start = Integers(1), end = Integers(-1), axes = Integers(axis);
        Node("Slice", $"{_value},{start},{end},{axes}", shape);
    }

    /// <summary>A flatten, two layers and a softmax.</summary>
    private void Head()
    {
        int inputs = _shape.Aggregate(1, (product, extent) => product * extent), hidden = _random.Next(3, 20), outputs = _random.Next(2, 8);
        Node("Flatten", _value, [1, inputs], Int("axis", 1));
        Node("Gemm", $"{_value},{Weights([hidden, inputs])},{Floats(hidden)}", [1, hidden], Int("transB", 1), Float("alpha", 0.5f));
        Apply("Relu");
        Node("MatMul", $"{_value},{Weights([hidden, outputs])}", [1, outputs]);
        Node("Add", $"{_value},{Floats(outputs)}", [1, outputs]);
        Node(_random.Next(2) == 0 ? "Softmax" : "LogSoftmax", _value, [1, outputs], Int("axis", 1));
    }

    private void Node(string type, string inputs, int[] shape, params byte[][] attributes)
    {
        string output = Name();
        _builder.Node(type, inputs, output, attributes);
        (_value, _shape) = (output, shape);
    }

    private string Floats(int count)
    {
        string name = Name();
        _builder.Floats(name, [count], Values(count));
        return name;
    }

    private string Integers(params long[] values)
    {
        string name = Name();
        _builder.Longs(name, [values.Length], values);
        return name;
    }

    /// <summary>Pruned weights: mostly about nine tenths of them, sometimes all, all but one, none, or all of every other output.</summary>
    private string Weights(int[] shape)
    {
        float[] values = Values(shape.Aggregate(1, (product, extent) => product * extent));
        int kind = _random.Next(8), one = _random.Next(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            bool isKept = kind switch { 0 => false, 1 => i == one, 2 => true, 3 => i / (values.Length / shape[0]) % 2 == 0, _ => _random.NextDouble() < 0.2 };
            values[i] = isKept ? values[i] : 0;
        }

        string name = Name();
        _builder.Floats(name, shape, values);
        return name;
    }

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (_random.NextSingle() * 2) - 1)];

    private string Name() => "v" + (_names++).ToString(CultureInfo.InvariantCulture);

    private static long[] Longs(int[] values) => Array.ConvertAll(values, static value => (long)value);
}
