using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace SparseCompile.Runtime;

/// <summary>Values of a map that travel as text, in memory for as long as the code lives.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class TensorTable
{
    private readonly AlignedMemory _memory;

    private TensorTable(string[] text, int count)
    {
        long bytes = (long)count * sizeof(float);
        _memory = new AlignedMemory(AlignedMemory.Rounded(bytes));
        Values = (float*)_memory.Take(bytes);
        new TableText(text).Read((byte*)Values, bytes);
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = new(Values, count);
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }

    /// <summary>The values, aligned to 64 bytes.</summary>
    public float* Values { get; }

    /// <summary>The values written in the constants Part0, Part1, ... of a class.</summary>
    /// <param name="text">The class; it has no other fields.</param>
    /// <param name="count">How many values.</param>
    /// <exception cref="InvalidDataException">The text is not what the compiler wrote.</exception>
    public static TensorTable Read([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.NonPublicFields)] Type text, int count) =>
        new(TableText.Constants(text), count);
}
