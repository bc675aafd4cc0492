using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Cli.Conversion;

/// <summary>A tensor that is to be written, of which only the non-zeros are kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its extents, outermost first.</param>
/// <param name="Positions">Positions of the non-zeros in C order, ascending.</param>
/// <param name="Values">The non-zeros.</param>
internal sealed record StoredTensor(string Name, IReadOnlyList<long> Shape, long[] Positions, float[] Values)
{
    /// <summary>Elements, zeros included.</summary>
    public long Length => Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>It has a matrix's extents: what a threshold applies to.</summary>
    public bool IsWeight => Shape.Count(extent => extent > 1) >= 2;

    /// <summary>The tensor that was read, under a name.</summary>
    public static StoredTensor Of(string name, Tensor tensor) => new(name, [.. tensor.Info.Shape], tensor.Positions, tensor.Values);

    /// <summary>Writes all elements, zeros included, as little-endian float32.</summary>
    public void WriteDense(Stream stream)
    {
        const int Chunk = 16_384;
        float[] buffer = new float[Chunk];
        int next = 0;
        for (long first = 0, length = Length; first < length; first += Chunk)
        {
            int count = (int)Math.Min(Chunk, length - first);
            Array.Clear(buffer);
            for (; next < Positions.Length && Positions[next] < first + count; next++)
            {
                buffer[Positions[next] - first] = Values[next];
            }

            stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(buffer.AsSpan(0, count)));
        }
    }
}
