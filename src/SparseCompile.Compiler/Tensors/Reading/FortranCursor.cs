using SparseCompile.Compiler.Common;

namespace SparseCompile.Compiler.Tensors.Reading;

/// <summary>Walks a shape with the first index fastest and knows the C-order position of each step.</summary>
internal sealed class FortranCursor
{
    private readonly EquatableArray<long> _shape;
    private readonly long[] _strides;
    private readonly long[] _index;

    /// <summary>Starts at the first element.</summary>
    public FortranCursor(EquatableArray<long> shape)
    {
        _shape = shape;
        _index = new long[shape.Count];
        _strides = new long[shape.Count];
        long stride = 1;
        for (int d = shape.Count - 1; d >= 0; d--)
        {
            _strides[d] = stride;
            stride *= shape[d];
        }
    }

    /// <summary>C-order position of the current element.</summary>
    public long Position { get; private set; }

    /// <summary>Moves to the next element; after the last one, back to the first.</summary>
    public void Advance()
    {
        for (int d = 0; d < _index.Length; d++)
        {
            Position += _strides[d];
            if (++_index[d] < _shape[d])
            {
                return;
            }

            Position -= _strides[d] * _shape[d];
            _index[d] = 0;
        }
    }
}
