using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Text;

/// <summary>Collects entries in any order and sums those at the same place, in double and in the file's order.</summary>
/// <remarks>Memory follows the places, not the entries: entries of one place are summed as soon as the arrays are full.</remarks>
/// <param name="info">The matrix; its last extent is the number of columns.</param>
internal sealed class CoordinateSum(TensorInfo info)
{
    private long[] _positions = new long[1024];
    private double[] _values = new double[1024];
    private double[] _sums = new double[1024];
    private int[] _order = new int[1024];
    private int _count;
    private bool _hasInfinity;

    /// <summary>Adds an entry and the one its symmetry implies.</summary>
    public void AddWithMirror(MatrixMarketHeader header, long row, long column, double value)
    {
        Add((row * header.Columns) + column, value);
        if (header.Symmetry != MatrixMarketSymmetry.General && row != column)
        {
            Add((column * header.Columns) + row, header.Symmetry == MatrixMarketSymmetry.Symmetric ? value : -value);
        }
    }

    /// <summary>Adds an entry.</summary>
    public void Add(long row, long column, double value) => Add((row * info.Shape[1]) + column, value);

    /// <summary>The sums that are not zero.</summary>
    public Tensor ToTensor()
    {
        Combine();
        var nonZeros = new NonZeroList(info, _count);
        for (int i = 0; i < _count; i++)
        {
            float value = (float)_values[i];
            nonZeros.Add(
                _positions[i],
                float.IsInfinity(value) && !(_hasInfinity && double.IsInfinity(_values[i]))
                    ? throw Failure.OutOfRange(info.Name, _values[i], "at index " + Shapes.IndexText(info.Shape, _positions[i]))
                    : value);
        }

        return nonZeros.ToTensor(alreadyAscending: true);
    }

    private void Add(long position, double value)
    {
        // A stored zero adds nothing and costs memory.
        if (value == 0)
        {
            return;
        }

        if (_count == _positions.Length)
        {
            Combine();
            if (_count > _positions.Length / 2)
            {
                if (_count >= int.MaxValue / 4)
                {
                    throw Failure.Of(WeightFileErrorKind.TooLarge, info.Name, "more than " + Printable.Number(_count) + " non-zeros", "fewer non-zeros");
                }

                Array.Resize(ref _positions, _positions.Length * 2);
                Array.Resize(ref _values, _positions.Length);
                _sums = new double[_positions.Length];
                _order = new int[_positions.Length];
            }
        }

        _hasInfinity |= double.IsInfinity(value);
        _positions[_count] = position;
        _values[_count++] = value;
    }

    /// <summary>Sorts the entries by their place and makes one of those at the same place. What was summed before stands first, so the order stays the file's.</summary>
    private void Combine()
    {
        for (int i = 0; i < _count; i++)
        {
            _order[i] = i;
        }

        Array.Sort(_positions, _order, 0, _count);
        int kept = 0;
        for (int start = 0, end; start < _count; start = end)
        {
            for (end = start + 1; end < _count && _positions[end] == _positions[start]; end++)
            {
            }

            // The sort is not stable; the order of a sum must be the file's, or hosts could differ in the last bit.
            Array.Sort(_order, start, end - start);
            double sum = _values[_order[start]];
            for (int i = start + 1; i < end; i++)
            {
                sum += _values[_order[i]];
            }

            _positions[kept] = _positions[start];
            _sums[kept++] = sum;
        }

        (_values, _sums) = (_sums, _values);
        _count = kept;
    }
}
