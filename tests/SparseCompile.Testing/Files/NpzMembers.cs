using System.IO.Compression;
using System.Text;

namespace SparseCompile.Testing;

/// <summary>Makes npz files of arrays of any type, as NumPy, SciPy and PyTorch users save them.</summary>
public sealed class NpzMembers
{
    private readonly List<(string Name, byte[] Content)> _members = [];

    /// <summary>Adds float32 values.</summary>
    public NpzMembers Floats(string name, int[] shape, params float[] values) => Add(name, "<f4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Adds int64 values.</summary>
    public NpzMembers Longs(string name, int[] shape, params long[] values) => Add(name, "<i8", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Adds int32 values.</summary>
    public NpzMembers Ints(string name, int[] shape, params int[] values) => Add(name, "<i4", shape, [.. values.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Adds int8 values.</summary>
    public NpzMembers SBytes(string name, int[] shape, params int[] values) => Add(name, "|i1", shape, [.. values.Select(value => unchecked((byte)value))]);

    /// <summary>Adds uint8 values.</summary>
    public NpzMembers Bytes(string name, int[] shape, params int[] values) => Add(name, "|u1", shape, [.. values.Select(value => (byte)value)]);

    /// <summary>Adds one word, as <c>save_npz</c> does with the name of a format.</summary>
    public NpzMembers Word(string name, string word) => Add(name, "|S" + word.Length, [], Encoding.ASCII.GetBytes(word));

    /// <summary>Adds an array of any type.</summary>
    public NpzMembers Add(string name, string type, int[] shape, byte[] data)
    {
        string extents = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
        return AddRaw(name + ".npy", WeightBytes.Npy(type, "(" + extents + ")", data));
    }

    /// <summary>Adds a member as it is.</summary>
    public NpzMembers AddRaw(string name, byte[] content)
    {
        _members.Add((name, content));
        return this;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes(CompressionLevel level = CompressionLevel.Optimal) => WeightBytes.Npz(level, [.. _members]);
}
