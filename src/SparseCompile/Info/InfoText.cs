using System.Globalization;
using System.Text;

namespace SparseCompile;

/// <summary>Records as text: C# would write the type of a list instead of its elements.</summary>
internal static class InfoText
{
    /// <summary>Writes members as <c>A = 1, B = [x, y]</c>, the same in every culture.</summary>
    public static bool Print(StringBuilder text, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        string separator = "";
        foreach ((string name, object? value) in members)
        {
            text.Append(separator).Append(name).Append(" = ");
            if (value is IEnumerable<object> list)
            {
                text.Append('[').AppendJoin(", ", list).Append(']');
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{value}");
            }

            separator = ", ";
        }

        return true;
    }
}
