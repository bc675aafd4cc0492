using System.Globalization;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>Words that say which rows of the layer a piece of code computes.</summary>
internal static class LaneRemarks
{
    /// <summary>The rows at these positions.</summary>
    public static string Rows(Arrangement layer, int firstPosition, int count)
    {
        List<int> rows = [];
        for (int position = firstPosition; position < Math.Min(firstPosition + count, layer.Positions); position++)
        {
            int place = layer.IsOutput ? position : SlotLayout.IndexOf(position);
            bool isZeroSlot = !layer.IsOutput && position % SlotLayout.Period == SlotLayout.Period - 1;
            if (!isZeroSlot && place < layer.RowOrder.Length)
            {
                rows.Add(layer.RowOrder[place]);
            }
        }

        return Describe(rows);
    }

    /// <summary>Row numbers, runs shortened: <c>rows 0-3, 7</c>.</summary>
    public static string Describe(IReadOnlyList<int> rows)
    {
        List<string> parts = [];
        for (int i = 0; i < rows.Count;)
        {
            int end = i;
            while (end + 1 < rows.Count && rows[end + 1] == rows[end] + 1)
            {
                end++;
            }

            parts.Add(end == i ? Text(rows[i]) : $"{Text(rows[i])}{(end == i + 1 ? ", " : "-")}{Text(rows[end])}");
            i = end + 1;
        }

        return rows.Count == 0 ? "no rows" : (rows.Count == 1 ? "row " : "rows ") + string.Join(", ", parts);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
