using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Collects entries in any order and sums those at the same place.</summary>
/// <param name="info">The matrix; its last extent is the number of columns.</param>
/// <param name="requireExact">Whether a sum must be an integer that float32 holds.</param>
internal sealed class CoordinateSum(TensorInfo info, bool requireExact)
{
    private readonly List<long> _positions = [];
    private readonly List<double> _values = [];

    /// <summary>Adds an entry and the one its symmetry implies.</summary>
    public void AddWithMirror(MatrixMarketHeader header, long row, long column, double value)
    {
        Add((row * header.Columns) + column, value);
        if (header.Symmetry != MatrixMarketSymmetry.General && row != column)
        {
            Add((column * header.Columns) + row, header.Symmetry == MatrixMarketSymmetry.Symmetric ? value : -value);
        }
    }

    /// <summary>The sums that are not zero.</summary>
    public Tensor ToTensor()
    {
        long[] positions = [.. _positions];
        int[] order = [.. Enumerable.Range(0, positions.Length)];
        Array.Sort(positions, order);
        var nonZeros = new NonZeroList(info);
        for (int start = 0, end; start < positions.Length; start = end)
        {
            for (end = start + 1; end < positions.Length && positions[end] == positions[start]; end++)
            {
            }

            // The sort is not stable; the order of a sum must be the file's, or hosts could differ in the last bit.
            Array.Sort(order, start, end - start);
            nonZeros.Add(positions[start], (float)Sum(order, start, end, positions[start]));
        }

        return nonZeros.ToTensor(alreadyAscending: true);
    }

    private void Add(long position, double value)
    {
        // A stored zero adds nothing and costs memory.
        if (value != 0)
        {
            _positions.Add(position);
            _values.Add(value);
        }
    }

    private double Sum(int[] order, int start, int end, long position)
    {
        double sum = _values[order[start]];
        bool exact = true;
        for (int i = start + 1; i < end; i++)
        {
            double value = _values[order[i]];
            double next = sum + value;
            double part = next - sum;
            exact &= (sum - (next - part)) + (value - part) == 0;
            sum = next;
        }

        if (requireExact && (!exact || (float)sum != sum))
        {
            throw Failure.Of(
                WeightFileErrorKind.Inexact,
                info.Name,
                "the sum " + sum.ToString("R", System.Globalization.CultureInfo.InvariantCulture) + " of entries at index " + Shapes.IndexText(info.Shape, position),
                "integers that float32 holds exactly (24 significant bits)");
        }

        return sum;
    }
}
