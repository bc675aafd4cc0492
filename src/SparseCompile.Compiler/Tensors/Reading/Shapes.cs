using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Arithmetic on shapes.</summary>
internal static class Shapes
{
    /// <summary>The product of the extents, 1 for a scalar. False when it overflows before a zero is met, as the reference readers do.</summary>
    public static bool TryCount(IEnumerable<long> shape, out long count)
    {
        count = 1;
        foreach (long extent in shape)
        {
            if (extent != 0 && count > long.MaxValue / extent)
            {
                return false;
            }

            count *= extent;
        }

        return true;
    }

    /// <summary>Refuses an extent that an <see cref="int"/> index does not reach.</summary>
    public static void RequireIndexable(TensorInfo info)
    {
        foreach (long extent in info.Shape)
        {
            if (extent > int.MaxValue)
            {
                throw Failure.Of(WeightFileErrorKind.TooLarge, info.Name, "the shape " + Printable.List(info.Shape), "at most 2147483647 in each dimension");
            }
        }
    }

    /// <summary>The index of the element at a C-order position, for messages.</summary>
    public static string IndexText(EquatableArray<long> shape, long position)
    {
        long[] index = new long[shape.Count];
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            index[d] = position % shape[d];
            position /= shape[d];
        }

        return Printable.List(index);
    }
}
