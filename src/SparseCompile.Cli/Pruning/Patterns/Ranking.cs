namespace SparseCompile.Cli.Pruning.Patterns;

/// <summary>Selection of the largest.</summary>
internal static class Ranking
{
    /// <summary>Marks the largest of some scores; of equals, the first.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="places">Where those that compete are.</param>
    /// <param name="count">How many win.</param>
    /// <param name="kept">Takes the marks.</param>
    public static void MarkLargest(float[] scores, int[] places, int count, bool[] kept)
    {
        int[] order = (int[])places.Clone();
        Array.Sort(order, (a, b) => scores[a] != scores[b] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
        for (int i = 0; i < Math.Min(count, order.Length); i++)
        {
            kept[order[i]] = true;
        }
    }

    /// <summary>Numbers in an arithmetic sequence.</summary>
    public static int[] Sequence(int first, int count, int step = 1)
    {
        int[] places = new int[count];
        for (int i = 0; i < count; i++)
        {
            places[i] = first + (i * step);
        }

        return places;
    }
}
