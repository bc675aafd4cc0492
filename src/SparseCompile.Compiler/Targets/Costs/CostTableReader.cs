using System.IO;
using SparseCompile.Compiler.Common.Json;

namespace SparseCompile.Compiler.Targets.Costs;

/// <summary>Reads the cost tables that are part of the compiler.</summary>
internal static class CostTableReader
{
    /// <summary>The table in a resource.</summary>
    public static CostTable ReadResource(string name)
    {
        using Stream stream = typeof(CostTableReader).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The compiler has no cost table '{name}'.");
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return Read(bytes.ToArray());
    }

    /// <summary>The table in some JSON text.</summary>
    public static CostTable Read(byte[] bytes)
    {
        JsonReader json = new(bytes, 0);
        string provenance = "";
        double level2Bytes = 0;
        Dictionary<string, double> costs = new(StringComparer.Ordinal);
        json.ReadObject("a cost table", key =>
        {
            switch (key)
            {
                case "provenance":
                    provenance = json.ReadString("where the figures come from");
                    break;
                case "level2Bytes":
                    level2Bytes = ReadFigure(json);
                    break;
                case "nanoseconds":
                    json.ReadObject("figures by name", name => costs.Add(name, ReadFigure(json)));
                    break;
                default:
                    json.SkipValue(1);
                    break;
            }
        });
        return new CostTable(provenance, level2Bytes, costs);
    }

    private static double ReadFigure(JsonReader json)
    {
        double value = 0;
        json.ReadObject("a figure", key =>
        {
            if (key == "value")
            {
                value = json.ReadNumber("the value");
            }
            else
            {
                json.SkipValue(2);
            }
        });
        return value;
    }
}
