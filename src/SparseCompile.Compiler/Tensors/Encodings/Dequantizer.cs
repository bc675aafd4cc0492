using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Encodings;

/// <summary>Weights of integers with their scales: (q - zero point) times scale, rounded once to float32, as PyTorch computes it.</summary>
internal static class Dequantizer
{
    /// <summary>Weights at most where zero points make zeros of the file no zeros.</summary>
    private const long MostWithZeroPoints = 1 << 26;

    /// <summary>Applies scales to a matrix; null where their shape does not say which weights they are of.</summary>
    /// <param name="weights">The matrix of integers.</param>
    /// <param name="scale">One value; one for each output; one for each group of a row; or shaped [rows, 1] or [1, columns].</param>
    /// <param name="zeroPoint">Zero points of any of these shapes; null for none.</param>
    /// <param name="transposed">Whether outputs are the columns.</param>
    public static Tensor? Apply(Tensor weights, Tensor scale, Tensor? zeroPoint, bool transposed)
    {
        long rows = weights.Info.Shape[0];
        long columns = weights.Info.Shape[1];
        if (Place(scale.Info, rows, columns, transposed) is not { } scaleOf || (zeroPoint is not null && Place(zeroPoint.Info, rows, columns, transposed) is null))
        {
            return null;
        }

        float[] scales = Dense(scale);
        Tensor integers = zeroPoint is null || zeroPoint.Values.Length == 0
            ? weights
            : Shift(weights, Dense(zeroPoint), Place(zeroPoint.Info, rows, columns, transposed)!);
        float[] values = new float[integers.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((double)integers.Values[i] * scales[scaleOf(integers.Positions[i] / columns, integers.Positions[i] % columns)]);
        }

        return WithoutZeros(weights.Info, integers.Positions, values);
    }

    private static Tensor Shift(Tensor weights, float[] zeros, Func<long, long, long> zeroOf)
    {
        long columns = weights.Info.Shape[1];
        long count = weights.Info.Shape[0] * columns;
        if (count > MostWithZeroPoints)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, weights.Info.Name, "the shape " + Printable.List(weights.Info.Shape) + " with zero points", "at most 67108864 weights");
        }

        var list = new NonZeroList(weights.Info);
        int next = 0;
        for (long position = 0; position < count; position++)
        {
            bool isStored = next < weights.Positions.Length && weights.Positions[next] == position;
            float value = isStored ? weights.Values[next++] : 0f;
            list.Add(position, value - zeros[zeroOf(position / columns, position % columns)]);
        }

        return list.ToTensor(alreadyAscending: true);
    }

    /// <summary>Which of the scales a weight at a row and a column has; null where the shape does not say.</summary>
    private static Func<long, long, long>? Place(TensorInfo scale, long rows, long columns, bool transposed)
    {
        long[] shape = [.. scale.Shape];
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        if (count == 1)
        {
            return (_, _) => 0;
        }

        // More than two extents are of convolutions, whose trailing ones mean nothing here.
        long[] trimmed = shape.Length > 2 && shape.Skip(2).All(extent => extent == 1) ? [shape[0], shape[1]] : shape;
        if (trimmed.Length == 1)
        {
            return trimmed[0] != (transposed ? columns : rows) ? null : transposed ? (_, column) => column : (row, _) => row;
        }

        if (trimmed.Length != 2)
        {
            return null;
        }

        (long across, long along) = (trimmed[0], trimmed[1]);
        return across == rows && along == 1 ? (row, _) => row
            : across == 1 && along == columns ? (_, column) => column
            : across == rows && along > 1 && along <= columns && columns % along == 0 ? (row, column) => (row * along) + (column / (columns / along))
            : null;
    }

    private static Tensor WithoutZeros(TensorInfo info, long[] positions, float[] values)
    {
        var list = new NonZeroList(info);
        for (int i = 0; i < values.Length; i++)
        {
            list.Add(positions[i], values[i]);
        }

        return list.ToTensor(alreadyAscending: true);
    }

    private static float[] Dense(Tensor tensor)
    {
        float[] values = new float[tensor.Info.Shape.Aggregate(1L, (product, extent) => product * extent)];
        for (int i = 0; i < tensor.Positions.Length; i++)
        {
            values[tensor.Positions[i]] = tensor.Values[i];
        }

        return values;
    }
}
