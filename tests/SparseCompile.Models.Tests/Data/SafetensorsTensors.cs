using System.Runtime.InteropServices;
using System.Text.Json;

namespace SparseCompile.Models.Tests.Data;

/// <summary>A second reader of safetensors, for references: the float32 tensors of a file.</summary>
internal static class SafetensorsTensors
{
    /// <summary>All float32 tensors of a file.</summary>
    public static Dictionary<string, DenseTensor> Read(string path)
    {
        ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
        int start = 8 + (int)BitConverter.ToInt64(bytes.Span);
        using var header = JsonDocument.Parse(bytes[8..start]);
        Dictionary<string, DenseTensor> tensors = [];
        foreach (JsonProperty entry in header.RootElement.EnumerateObject().Where(static entry => entry.Name != "__metadata__"))
        {
            if (entry.Value.GetProperty("dtype").GetString() == "F32")
            {
                int[] range = Integers(entry.Value.GetProperty("data_offsets"));
                ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(bytes.Span[(start + range[0])..(start + range[1])]);
                tensors.Add(entry.Name, new DenseTensor(Integers(entry.Value.GetProperty("shape")), Array.ConvertAll(values.ToArray(), static value => (double)value)));
            }
        }

        return tensors;
    }

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(static element => element.GetInt32())];
}
