using SparseCompile.Compiler.Tensors.Reading;

namespace SparseCompile.Compiler.Tensors;

/// <summary>Helps users whose name is not among those there are.</summary>
internal static class NameHints
{
    private const int Listed = 12;

    /// <summary>The names there are, not more than a dozen.</summary>
    public static string List(IReadOnlyCollection<string> names) => names.Count switch
    {
        0 => "none",
        <= Listed => Join(names),
        _ => Join(names.Take(Listed)) + $" and {names.Count - Listed} more",
    };

    /// <summary>A sentence that offers the closest name, or nothing when none is close.</summary>
    public static string Closest(string name, IEnumerable<string> names)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in names)
        {
            int distance = Distance(name, candidate);
            if (distance < bestDistance || (distance == bestDistance && string.CompareOrdinal(candidate, best) < 0))
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best is not null && bestDistance <= Math.Max(2, name.Length / 2) ? $"; did you mean {Printable.Quote(best)}?" : "";
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Select(Printable.Quote));

    /// <summary>Insertions, deletions and replacements that make one name of the other, letter case apart.</summary>
    private static int Distance(string left, string right)
    {
        // A hostile file may hold names of megabytes; none of those is a typing error away.
        if (Math.Abs(left.Length - right.Length) > left.Length + 2)
        {
            return int.MaxValue;
        }

        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] current = new int[right.Length + 1];
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
