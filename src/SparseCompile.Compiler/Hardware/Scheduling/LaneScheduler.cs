using SparseCompile.Compiler.Tensors;

namespace SparseCompile.Compiler.Hardware.Scheduling;

/// <summary>Deals a layer's rows to lanes.</summary>
internal static class LaneScheduler
{
    /// <summary>Row r goes to lane r mod <paramref name="lanes"/>; a lane takes its rows ascending and their non-zeros as stored.</summary>
    /// <param name="weights">Rows x columns.</param>
    /// <param name="lanes">At least 1.</param>
    /// <param name="weightBits">Width of a stored weight.</param>
    public static LaneSchedule Schedule(CsrMatrix weights, int lanes, int weightBits)
    {
        var words = new List<int>[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            words[lane] = [];
        }

        int constantRows = 0;
        for (int row = 0; row < weights.Rows; row++)
        {
            constantRows += weights.RowLength(row) == 0 ? 1 : 0;
            for (int word = weights.RowStarts[row]; word < weights.RowStarts[row + 1]; word++)
            {
                words[row % lanes].Add(word);
            }
        }

        var layout = new WordLayout(Arithmetic.IndexBits(weights.Rows), Arithmetic.IndexBits(weights.Columns), weightBits);
        return new LaneSchedule([.. words.Select(lane => lane.ToArray())], layout, weights.NonZeros, constantRows);
    }
}
