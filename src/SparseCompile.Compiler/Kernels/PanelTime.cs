using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>Time of loops over the steps of row panels.</summary>
internal static class PanelTime
{
    /// <summary>The sum over all panels.</summary>
    /// <param name="costs">What operations cost.</param>
    /// <param name="counts">Steps of each panel, or of each of its passes.</param>
    /// <param name="groups">Groups of 16 rows of each of these.</param>
    /// <param name="step">Time of a step of one group, by the groups of its panel.</param>
    /// <param name="perPanel">Time of the loop around a panel's steps.</param>
    /// <param name="tables">Multiply-adds of a step; lanes of all steps, idle ones included; bytes of tables a lane.</param>
    public static double Of(CostTable costs, int[] counts, int[] groups, Func<int, double> step, double perPanel, (int PerStep, long Lanes, int Bytes) tables)
    {
        double far = costs.FarStep(tables.Lanes * tables.Bytes, tables.Bytes * WindowTable.Lanes);
        double time = 0;
        for (int panel = 0; panel < counts.Length; panel++)
        {
            time += perPanel + ((double)counts[panel] * groups[panel] * tables.PerStep * (far + step(groups[panel])));
        }

        return time;
    }
}
