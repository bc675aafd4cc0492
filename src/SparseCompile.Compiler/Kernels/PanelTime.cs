using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>Time of loops over the steps of row panels.</summary>
internal static class PanelTime
{
    /// <summary>The sum over all panels.</summary>
    /// <param name="context">The layer, and what operations cost.</param>
    /// <param name="counts">Steps of each panel, or of each of its passes.</param>
    /// <param name="groups">Groups of 16 rows of each of these.</param>
    /// <param name="step">Time of a step of one group, by the groups of its panel.</param>
    /// <param name="loop">Time of the loop around the steps of a panel of that many groups; whether it has as many steps as the panel before.</param>
    /// <param name="tables">Multiply-adds of a step; lanes of all steps, idle ones included; bytes of tables a lane.</param>
    public static double Of(LayerContext context, int[] counts, int[] groups, Func<int, double> step, Func<int, bool, double> loop, (int PerStep, long Lanes, int Bytes) tables)
    {
        double far = context.FarStep(tables.Lanes * tables.Bytes, tables.Bytes * WindowTable.Lanes);
        double time = 0;
        for (int panel = 0; panel < counts.Length; panel++)
        {
            bool isAlike = panel > 0 && counts[panel] == counts[panel - 1] && groups[panel] == groups[panel - 1];
            time += loop(groups[panel], isAlike) + ((double)counts[panel] * groups[panel] * tables.PerStep * (far + step(groups[panel])));
        }

        return time;
    }
}
