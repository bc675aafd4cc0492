namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Collects non-zeros; memory follows their number.</summary>
/// <param name="info">The tensor they belong to.</param>
/// <param name="expected">How many there will be, where that is known; otherwise 0.</param>
internal sealed class NonZeroList(TensorInfo info, long expected = 0)
{
    private const int Most = int.MaxValue / 2;

    private long[] _positions = new long[Checked(info, expected)];
    private float[] _values = new float[expected];
    private int _count;

    /// <summary>Adds a value unless it is zero. NaN is not zero.</summary>
    public void Add(long position, float value)
    {
        if (value == 0f)
        {
            return;
        }

        if (_count == _positions.Length)
        {
            Grow();
        }

        _positions[_count] = position;
        _values[_count++] = value;
    }

    /// <summary>The tensor. Positions were added in any order, each once.</summary>
    public Tensor ToTensor(bool alreadyAscending)
    {
        Array.Resize(ref _positions, _count);
        Array.Resize(ref _values, _count);
        if (!alreadyAscending)
        {
            Array.Sort(_positions, _values);
        }

        return new Tensor(info, _positions, _values);
    }

    private static long Checked(TensorInfo info, long count) => count < Most
        ? count
        : throw Failure.Of(WeightFileErrorKind.TooLarge, info.Name, Printable.Number(count) + " non-zeros", "fewer non-zeros");

    private void Grow()
    {
        Checked(info, _count);
        int capacity = Math.Max(64, _count * 2);
        Array.Resize(ref _positions, capacity);
        Array.Resize(ref _values, capacity);
    }
}
