using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Onnx.Reading;

/// <summary>Decodes tensors of which only the non-zeros are stored; no dense tensor is made of them.</summary>
/// <param name="decoder">Decodes their parts.</param>
internal sealed class SparseDecoder(TensorDecoder decoder)
{
    /// <summary>Reads one.</summary>
    public Tensor Read(OnnxTensor tensor, TensorInfo info)
    {
        if (tensor.Fault is { } fault)
        {
            throw new WeightFileException(fault);
        }

        if (!Shapes.TryCount(tensor.Shape, out long elements))
        {
            throw Failure.Malformed(tensor.Name, "the shape " + Printable.List(tensor.Shape), "a number of elements below 2^63");
        }

        OnnxTensor values = tensor.Values!, indices = tensor.Indices!;

        // What is announced is not allocated before it is there.
        List<long> positions = [];
        int rank = indices.Shape.Count == 2 ? tensor.Shape.Count : 1;
        int axis = 0;
        long position = 0;
        decoder.Decode(indices, (_, value) =>
        {
            long extent = rank == 1 && indices.Shape.Count == 1 ? elements : tensor.Shape[axis];
            if (value < 0 || value >= extent)
            {
                throw Failure.Malformed(tensor.Name, "the index " + Printable.Number((long)value) + " of value " + Printable.Number(positions.Count), "0 to " + Printable.Number(extent - 1));
            }

            position = (position * extent) + (long)value;
            if (++axis == rank)
            {
                positions.Add(position);
                (axis, position) = (0, 0);
            }
        });

        List<float> numbers = [];
        decoder.Decode(values, (index, value) => numbers.Add(TensorDecoder.ToFloat(value, values.Shape.Count == 1 ? new TensorInfo(info.Name, info.DataType, values.Shape) : info, index)));
        long[] sorted = [.. positions];
        float[] sortedValues = [.. numbers];
        if (sorted.Length != sortedValues.Length)
        {
            throw Failure.Malformed(tensor.Name, Printable.Number(sorted.Length) + " indices of " + Printable.Number(sortedValues.Length) + " values", "one for each");
        }

        Array.Sort(sorted, sortedValues);
        NonZeroList list = new(info);
        for (int i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i] == sorted[i - 1])
            {
                throw Failure.Malformed(tensor.Name, "two values at index " + Shapes.IndexText(info.Shape, sorted[i]), "each index once");
            }

            list.Add(sorted[i], sortedValues[i]);
        }

        return list.ToTensor(alreadyAscending: true);
    }
}
