using System.Runtime.InteropServices;

namespace SparseCompile.Testing;

/// <summary>Writes safetensors files of float32 tensors.</summary>
public sealed class SafetensorsBuilder
{
    private readonly List<string> _entries = [];
    private readonly List<byte> _data = [];

    /// <summary>Adds a tensor, row-major. The name goes into the header as it is.</summary>
    public SafetensorsBuilder Add(string name, int[] shape, params float[] values)
    {
        int start = _data.Count;
        _data.AddRange(MemoryMarshal.AsBytes(values.AsSpan()));
        _entries.Add($$"""
            "{{name}}":{"dtype":"F32","shape":[{{string.Join(",", shape)}}],"data_offsets":[{{start}},{{_data.Count}}]}
            """);
        return this;
    }

    /// <summary>The file's bytes.</summary>
    public byte[] ToBytes() => WeightBytes.Safetensors("{" + string.Join(",", _entries) + "}", [.. _data]);
}
