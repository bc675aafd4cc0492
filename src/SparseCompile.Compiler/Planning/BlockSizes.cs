using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>Ways to cut a layer's groups of 16 positions into blocks that share their windows.</summary>
internal static class BlockSizes
{
    /// <summary>Blocks of <paramref name="preferred"/> groups, and smaller ones for what is left over.</summary>
    public static int[] Cut(int positions, int preferred)
    {
        int groups = (positions + WindowTable.Lanes - 1) / WindowTable.Lanes;
        List<int> blocks = [];
        for (int size = preferred; size >= 1; size /= 2)
        {
            for (; groups >= size; groups -= size)
            {
                blocks.Add(size);
            }
        }

        return [.. blocks];
    }

    /// <summary>Runs of equal blocks: (groups, blocks).</summary>
    public static IReadOnlyList<(int Groups, int Blocks)> Runs(int[] groupsPerBlock)
    {
        List<(int Groups, int Blocks)> runs = [];
        foreach (int groups in groupsPerBlock)
        {
            if (runs.Count > 0 && runs[runs.Count - 1].Groups == groups)
            {
                runs[runs.Count - 1] = (groups, runs[runs.Count - 1].Blocks + 1);
            }
            else
            {
                runs.Add((groups, 1));
            }
        }

        return runs;
    }
}
