namespace SnapshotTested.Snapshots;

/// <summary>The lines in which two texts differ.</summary>
public static class Difference
{
    private const int MostLines = 40;

    /// <summary>Lines that are in one text alone, in order: <c>-</c> for those of the first, <c>+</c> for those of the second.</summary>
    public static string Of(string before, string after)
    {
        string[] old = before.Split('\n'), now = after.Split('\n');
        int[,] common = Common(old, now);
        List<string> lines = [];
        (int i, int j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (j == now.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + old[i++]);
            }
            else
            {
                lines.Add("+ " + now[j++]);
            }
        }

        return string.Join('\n', lines.Take(MostLines)) + (lines.Count > MostLines ? $"\n... and {lines.Count - MostLines} more" : "");
    }

    /// <summary>Length of the longest run of lines that two endings have in common, for each pair of endings.</summary>
    private static int[,] Common(string[] old, string[] now)
    {
        int[,] common = new int[old.Length + 1, now.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
