using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Compiler.Tensors.Formats.Onnx;

namespace SparseCompile.Compiler.Importers.Onnx.Constants;

/// <summary>A value that is known at build time: all elements, or the non-zeros alone, read from the file when they are needed first.</summary>
internal sealed class ConstantTensor
{
    private readonly Func<double[]>? _readAll;
    private readonly Func<Tensor>? _readNonZeros;
    private double[]? _all;
    private Tensor? _nonZeros;
    private float[]? _floats;

    private ConstantTensor(OnnxElementType type, int[] shape, Func<double[]>? readAll, Func<Tensor>? readNonZeros)
    {
        Type = type;
        Shape = shape;
        _readAll = readAll;
        _readNonZeros = readNonZeros;
    }

    /// <summary>The element type that the model states.</summary>
    public OnnxElementType Type { get; }

    /// <summary>The extents.</summary>
    public int[] Shape { get; }

    /// <summary>Elements.</summary>
    public int Count => Shapes.CountOf(Shape);

    /// <summary>What the elements are multiples of, where they are integers with scales; null for others.</summary>
    public ConstantSteps? Steps { get; private init; }

    /// <summary>Every element, in C order.</summary>
    public double[] Values => _all ??= _readAll is null ? Expand(_readNonZeros!()) : _readAll();

    /// <summary>Every element as float32; one array, however often it is asked for.</summary>
    public float[] Floats => _floats ??= Array.ConvertAll(Values, static value => (float)value);

    /// <summary>The elements that are not 0, as float32.</summary>
    public Tensor NonZeros => _nonZeros ??= _readNonZeros is null ? Compress(Values) : _readNonZeros();

    /// <summary>A constant of some elements.</summary>
    public static ConstantTensor Of(OnnxElementType type, int[] shape, double[] values, ConstantSteps? steps = null) => new(type, shape, () => values, null) { Steps = steps };

    /// <summary>A constant of some integers: a shape, axes.</summary>
    public static ConstantTensor OfIntegers(IEnumerable<int> values)
    {
        double[] all = [.. values.Select(value => (double)value)];
        return Of(OnnxElementType.Int64, [all.Length], all);
    }

    /// <summary>A constant that is in a file.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="readAll">Reads every element.</param>
    /// <param name="readNonZeros">Reads the elements that are not 0.</param>
    public static ConstantTensor Stored(OnnxTensor tensor, int[] shape, Func<double[]> readAll, Func<Tensor> readNonZeros) => new(tensor.Type, shape, readAll, readNonZeros);

    /// <summary>The same elements in another shape.</summary>
    public ConstantTensor Reshape(int[] shape) => new(Type, shape, () => Values, () => new Tensor(Info(shape), NonZeros.Positions, NonZeros.Values)) { Steps = Steps?.Reshape(Shape, shape) };

    /// <summary>The same elements as another type that has all of them.</summary>
    public ConstantTensor As(OnnxElementType type) => new(type, Shape, () => Values, () => NonZeros) { Steps = Steps };

    /// <summary>Axes in another order. Where only the non-zeros are read, no others are made.</summary>
    /// <param name="axes">The old axis of each new one.</param>
    public ConstantTensor Transpose(int[] axes)
    {
        int[] shape = [.. axes.Select(axis => Shape[axis])];
        int[] strides = Shapes.Strides(Shape), target = Shapes.Strides(shape);
        return new ConstantTensor(Type, shape, () => Expand(Move()), Move) { Steps = Steps is { } steps ? steps with { Axis = Array.IndexOf(axes, steps.Axis) } : null };

        Tensor Move()
        {
            Tensor own = NonZeros;
            long[] positions = new long[own.Positions.Length];
            float[] values = [.. own.Values];
            for (int i = 0; i < positions.Length; i++)
            {
                for (int axis = 0; axis < axes.Length; axis++)
                {
                    positions[i] += own.Positions[i] / strides[axes[axis]] % shape[axis] * target[axis];
                }
            }

            Array.Sort(positions, values);
            return new Tensor(Info(shape), positions, values);
        }
    }

    /// <summary>Each element changed by a function that keeps 0 as it is, along one axis.</summary>
    /// <param name="type">The type of the result.</param>
    /// <param name="change">The new value of an element that is not 0, from it and its place.</param>
    /// <param name="steps">What the results are multiples of.</param>
    public ConstantTensor ChangeNonZeros(OnnxElementType type, Func<float, long, double> change, ConstantSteps? steps = null)
    {
        return new ConstantTensor(type, Shape, null, Change) { Steps = steps };

        Tensor Change()
        {
            Tensor own = NonZeros;
            return Compress(Shape, type, own.Positions, i => change(own.Values[i], own.Positions[i]));
        }
    }

    /// <summary>The integers that the elements are.</summary>
    public long[] Integers => Array.ConvertAll(Values, static value => value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value);

    private Tensor Compress(double[] values) => Compress(Shape, Type, [.. Enumerable.Range(0, values.Length).Select(i => (long)i)], i => values[i]);

    private static Tensor Compress(int[] shape, OnnxElementType type, long[] places, Func<int, double> value)
    {
        List<long> positions = [];
        List<float> kept = [];
        for (int i = 0; i < places.Length; i++)
        {
            float nearest = (float)value(i);
            if (nearest != 0)
            {
                positions.Add(places[i]);
                kept.Add(nearest);
            }
        }

        return new Tensor(new TensorInfo("", OnnxElementTypes.NameOf(type), shape.Select(extent => (long)extent).ToEquatableArray()), [.. positions], [.. kept]);
    }

    private double[] Expand(Tensor nonZeros)
    {
        double[] all = new double[Count];
        for (int i = 0; i < nonZeros.Positions.Length; i++)
        {
            all[nonZeros.Positions[i]] = nonZeros.Values[i];
        }

        return all;
    }

    private TensorInfo Info(int[] shape) => new("", OnnxElementTypes.NameOf(Type), shape.Select(extent => (long)extent).ToEquatableArray());
}
