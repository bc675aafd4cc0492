namespace SparseCompile.Compiler.Rtl.Stages;

/// <summary>Which lane does which rows: row r is on lane r mod lanes, and a lane does one term a cycle, row by row.</summary>
/// <param name="program">What is computed.</param>
/// <param name="lanes">Lanes that there are; no more than rows are used.</param>
public sealed class LaneSchedule(RowProgram program, int lanes)
{
    /// <summary>Lanes in use.</summary>
    public int Lanes { get; } = Math.Max(1, Math.Min(lanes, program.Rows));

    /// <summary>Cycles of one window: terms of the fullest lane.</summary>
    public int Depth => Enumerable.Range(0, Lanes).Max(lane => Rows(lane).Sum(program.Length));

    /// <summary>The rows of a lane, ascending.</summary>
    public IEnumerable<int> Rows(int lane)
    {
        for (int row = lane; row < program.Rows; row += Lanes)
        {
            yield return row;
        }
    }
}
