using SparseCompile.Compiler.Common.Json;
using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors.Formats.Safetensors;

/// <summary>Reads the index of a model in several safetensors files: JSON whose <c>weight_map</c> names the file of each tensor.</summary>
internal static class SafetensorsIndexReader
{
    /// <summary>How names of indices end.</summary>
    public const string Ending = ".safetensors.index.json";

    private const long LargestIndex = 100_000_000;

    /// <summary>Reads the names of the files and what is in each.</summary>
    public static WeightTable ReadTable(WeightFileBytes file)
    {
        if (file.Length > LargestIndex)
        {
            throw Failure.Malformed(string.Empty, "an index of " + Printable.Number(file.Length) + " bytes", "at most 100000000");
        }

        var json = new JsonReader(file.ReadExactly(0, (int)file.Length), 0);
        Dictionary<string, string>? map = null;
        json.ReadObject("'{', the start of the index", field =>
        {
            if (field != "weight_map")
            {
                json.SkipValue(depth: 2);
                return;
            }

            Dictionary<string, string> files = new(StringComparer.Ordinal);
            json.ReadObject("an object, the value of weight_map", tensor =>
            {
                string shard = json.ReadString("a string, the file of a tensor");
                files[tensor] = files.ContainsKey(tensor) ? throw json.Unexpected("each tensor once; " + Printable.Quote(tensor) + " is there twice") : shard;
            });
            map = files;
        });
        return map is { Count: > 0 }
            ? WeightTable.Empty with { Shards = map }
            : throw Failure.Malformed(string.Empty, "an index without a weight_map", "the names of tensors and of their files in weight_map");
    }
}
