using System.Collections.Generic;

namespace SparseCompile.Runtime;

/// <summary>Row panels: groups of 16 rows that are computed side by side.</summary>
#if SPARSECOMPILE_COMPILER
internal
#else
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public
#endif
static class RowPanels
{
    /// <summary>Cuts rows into panels of <paramref name="preferred"/> groups of 16, and smaller ones for the rest.</summary>
    /// <param name="rows">Rows to cover.</param>
    /// <param name="preferred">4, 2 or 1.</param>
    /// <returns>The groups of each panel.</returns>
    public static int[] Cut(int rows, int preferred)
    {
        int groups = (rows + WindowTable.Lanes - 1) / WindowTable.Lanes;
        int count = 0;
        for (int size = preferred, left = groups; size >= 1; left %= size, size /= 2)
        {
            count += left / size;
        }

        int[] panels = new int[count];
        int next = 0;
        for (int size = preferred; size >= 1; size /= 2)
        {
            for (; groups >= size; groups -= size)
            {
                panels[next++] = size;
            }
        }

        return panels;
    }

    /// <summary>Rows that the panels have room for.</summary>
    public static int Capacity(int[] panels)
    {
        int groups = 0;
        foreach (int panel in panels)
        {
            groups += panel;
        }

        return groups * WindowTable.Lanes;
    }

#if SPARSECOMPILE_COMPILER
    /// <summary>Runs of panels of one height: (groups, panels).</summary>
    public static IReadOnlyList<(int Groups, int Panels)> Runs(int[] panels)
    {
        List<(int Groups, int Panels)> runs = [];
        foreach (int groups in panels)
        {
            if (runs.Count > 0 && runs[runs.Count - 1].Groups == groups)
            {
                runs[runs.Count - 1] = (groups, runs[runs.Count - 1].Panels + 1);
            }
            else
            {
                runs.Add((groups, 1));
            }
        }

        return runs;
    }
#endif
}
