namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Collects non-zeros; memory follows their number.</summary>
/// <param name="info">The tensor they belong to.</param>
internal sealed class NonZeroList(TensorInfo info)
{
    private long[] _positions = [];
    private float[] _values = [];
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

    private void Grow()
    {
        if (_count >= int.MaxValue / 2)
        {
            throw Failure.Of(WeightFileErrorKind.TooLarge, info.Name, "more than " + Printable.Number(_count) + " non-zeros", "fewer non-zeros");
        }

        int capacity = Math.Max(64, _count * 2);
        Array.Resize(ref _positions, capacity);
        Array.Resize(ref _values, capacity);
    }
}
