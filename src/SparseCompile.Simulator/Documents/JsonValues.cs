using System.Globalization;
using System.Text.Json;

namespace SparseCompile.Simulator.Documents;

/// <summary>Values as the document has them.</summary>
internal static class JsonValues
{
    /// <summary>A float32 of eight hexadecimal digits.</summary>
    public static float Float(this JsonElement element) =>
        BitConverter.UInt32BitsToSingle(uint.Parse(element.GetString()!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    /// <summary>An integer member.</summary>
    public static int Int(this JsonElement element, string member) => element.GetProperty(member).GetInt32();

    /// <summary>A string member.</summary>
    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    /// <summary>A list of integers.</summary>
    public static int[] Ints(this JsonElement element) => [.. element.EnumerateArray().Select(value => value.GetInt32())];

    /// <summary>The product of the extents of a shape.</summary>
    public static int Product(this JsonElement element) => element.EnumerateArray().Aggregate(1, (product, extent) => checked(product * extent.GetInt32()));
}
