using System.Text;

namespace SparseCompile.Compiler.Scheduling;

/// <summary>C# names for layers, whose own names may hold anything.</summary>
internal static class NodeIdentifiers
{
    /// <summary>Names that generated code uses where a layer's class is in sight: it may not hide them.</summary>
    private static readonly string[] Reserved =
    [
        "Kernels", "Network", "Input", "Order", "InputSlots", "Tables", "Lengths", "Slots", "Weights", "Bias", "Text",
        "Data", "Table", "Curve", "Multipliers", "Shifts", "Run",
    ];

    /// <summary>What members of maps are called, with a number behind.</summary>
    private static readonly string[] ReservedNumbered = ["Row", "Places"];

    /// <summary>Characters of a name: the C# compiler and the runtime take 1,023 for the whole of it, file systems a quarter of that.</summary>
    private const int MostCharacters = 64;

    /// <summary>What other such names start with: forms, parts of tables.</summary>
    private static readonly string[] ReservedStarts = ["Infer", "Batch", "Columns", "Lanes", "Part"];

    /// <summary>A distinct identifier for each name: <c>encoder.fc-1</c> becomes <c>EncoderFc1</c>.</summary>
    public static string[] Make(IEnumerable<string> names)
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        List<string> identifiers = [];
        foreach (string name in names)
        {
            string identifier = Pascal(name);
            identifier += IsReserved(identifier) ? "Layer" : "";
            string unique = identifier;
            for (int i = 2; !taken.Add(unique); i++)
            {
                unique = identifier + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            identifiers.Add(unique);
        }

        return [.. identifiers];
    }

    private static bool IsReserved(string identifier) =>
        Reserved.Contains(identifier, StringComparer.OrdinalIgnoreCase)
        || identifier.EndsWith("Kernels", StringComparison.Ordinal)
        || ReservedNumbered.Any(start => identifier.StartsWith(start, StringComparison.OrdinalIgnoreCase) && identifier.Skip(start.Length).All(char.IsDigit))
        || ReservedStarts.Any(start => identifier.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>The parts of a name between anything but ASCII letters and digits, each with a capital.</summary>
    private static string Pascal(string name)
    {
        StringBuilder text = new();
        bool capital = true;
        foreach (char c in name)
        {
            bool isUsable = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            if (isUsable)
            {
                text.Append(capital && c is >= 'a' and <= 'z' ? (char)(c - 32) : c);
            }

            capital = !isUsable;
        }

        text.Length = Math.Min(text.Length, MostCharacters);
        return text.Length == 0 || text[0] is >= '0' and <= '9' ? "Layer" + text : text.ToString();
    }
}
