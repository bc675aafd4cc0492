using SparseCompile.Compiler.Importers.Onnx.Constants;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx.Operators;

/// <summary>Operators whose result is known at build time: shapes, and what is made of them.</summary>
internal static class ConstantOperators
{
    /// <summary>Elements of a constant that a few bytes state.</summary>
    private const int MostElements = 1 << 20;

    /// <summary>The operators.</summary>
    public static IReadOnlyDictionary<string, Func<NodeContext, ImportedValue?[]>> All { get; } = new Dictionary<string, Func<NodeContext, ImportedValue?[]>>
    {
        ["Constant"] = node => [Constant(node)],
        ["Shape"] = node => [Shape(node)],
        ["Size"] = node => [Integer(node.Input(0).Count)],
        ["ConstantOfShape"] = node => [OfShape(node)],
        ["Range"] = node => [Range(node)],
        ["NonZero"] = node => [NonZero(node)],
    };

    private static ImportedValue Constant(NodeContext node)
    {
        if ((node.Find("value") ?? node.Find("sparse_value")) is { Tensor: { } tensor })
        {
            return ImportedValue.Of(node.Graph.Stored(tensor));
        }

        if (node.Has("value_float") || node.Has("value_int"))
        {
            double number = node.Has("value_float") ? node.Float("value_float", 0) : node.Integer("value_int", 0);
            return ImportedValue.Of(ConstantTensor.Of(node.Has("value_float") ? OnnxElementType.Float : OnnxElementType.Int64, [], [number]));
        }

        if (node.Floats("value_floats") is { } floats)
        {
            return ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Float, [floats.Count], [.. floats.Select(value => (double)value)]));
        }

        return node.Find("value_ints") is { Integers: { } integers }
            ? ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Int64, [integers.Count], [.. integers.Select(value => (double)value)]))
            : throw node.Fail("no value of numbers", "value, sparse_value, value_float, value_floats, value_int or value_ints");
    }

    private static ImportedValue Shape(NodeContext node)
    {
        int[] shape = node.Input(0).Shape;
        int start = Bound(node.Int("start", 0)), end = Bound(node.Int("end", shape.Length));
        return ImportedValue.Of(ConstantTensor.OfIntegers(shape.Skip(start).Take(Math.Max(0, end - start))));

        int Bound(int axis) => Math.Max(0, Math.Min(shape.Length, axis < 0 ? axis + shape.Length : axis));
    }

    private static ImportedValue OfShape(NodeContext node)
    {
        int[] shape = [.. node.Constant(0, "a shape").Integers.Select(extent => extent is >= 0 and <= int.MaxValue ? (int)extent : throw node.Fail($"an extent of {extent}", "0 or more"))];
        if (Shapes.CountOf(shape) > MostElements || Shapes.IsTooLarge(shape))
        {
            throw node.Fail($"a constant of shape {Shapes.Text(shape)}", $"at most {MostElements} elements");
        }

        ConstantTensor? value = node.Find("value") is { Tensor: { } tensor } ? node.Graph.Stored(tensor) : null;
        double[] all = new double[Shapes.CountOf(shape)];
        if (value is { Count: > 0 } && value.Values[0] != 0)
        {
            for (int i = 0; i < all.Length; i++)
            {
                all[i] = value.Values[0];
            }
        }

        return ImportedValue.Of(ConstantTensor.Of(value?.Type ?? OnnxElementType.Float, shape, all));
    }

    private static ImportedValue Range(NodeContext node)
    {
        double start = One(0), limit = One(1), delta = One(2), count = Math.Max(0, Math.Ceiling((limit - start) / delta));
        return count <= MostElements
            ? ImportedValue.Of(ConstantTensor.Of(node.Input(0).Type, [(int)count], [.. Enumerable.Range(0, (int)count).Select(i => start + (i * delta))]))
            : throw node.Fail($"a range from {start} to {limit} by {delta}", $"at most {MostElements} elements");

        double One(int input) => node.Constant(input, "a bound") is { Count: 1 } bound ? bound.Values[0] : throw node.Fail("a bound of several elements", "one");
    }

    private static ImportedValue NonZero(NodeContext node)
    {
        ConstantTensor constant = node.Constant(0, "a value");
        int[] strides = Shapes.Strides(constant.Shape);
        double[] values = constant.Values;
        int[] places = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
        double[] coordinates = [.. strides.SelectMany((stride, axis) => places.Select(place => (double)(place / stride % constant.Shape[axis])))];
        return ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Int64, [strides.Length, places.Length], coordinates));
    }

    private static ImportedValue Integer(int value) => ImportedValue.Of(ConstantTensor.Of(OnnxElementType.Int64, [], [value]));
}
