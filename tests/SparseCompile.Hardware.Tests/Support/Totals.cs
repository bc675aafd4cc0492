using System.Text.Json;

namespace SparseCompile.Hardware.Tests.Support;

/// <summary>Reads exact figures from the document's totals.</summary>
public static class Totals
{
    /// <summary>The value beside its formula.</summary>
    public static long Value(JsonElement root, string key) => root.GetProperty("totals").GetProperty(key).GetProperty("value").GetInt64();
}
