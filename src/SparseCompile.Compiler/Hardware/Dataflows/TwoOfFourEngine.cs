namespace SparseCompile.Compiler.Hardware.Dataflows;

/// <summary>Row r is on lane r mod P. In a cycle a lane multiplies the two stored weights of four columns; a matrix with a fuller group takes two cycles for each.</summary>
internal sealed class TwoOfFourEngine : IEngine
{
    private const int Group = 4;
    private const int Kept = 2;

    /// <inheritdoc/>
    public IReadOnlyList<string> Stages => ["select", "multiply", "accumulate", "write"];

    /// <inheritdoc/>
    public string Formula => "positions * (ceil(outputs / lanes) * ceil(columns / 4) * passes + 2), passes = 2 unless the matrix is 2:4";

    /// <inheritdoc/>
    public Placement Place(MatrixWork work)
    {
        int groups = (int)Arithmetic.CeilingDivide(work.Columns, Group);
        int passes = IsTwoOfFour(work) ? 1 : 2;
        List<PlacedWord>[] lanes = [.. Enumerable.Range(0, work.Lanes).Select(_ => new List<PlacedWord>())];
        for (int row = 0; row < work.Rows; row++)
        {
            for (int word = work.Weights.RowStarts[row]; word < work.Weights.RowStarts[row + 1]; word++)
            {
                int column = work.Weights.ColumnIndices[word];
                int pass = passes == 1 ? 0 : column % Group / Kept;
                lanes[row % work.Lanes].Add(new PlacedWord((((row / work.Lanes * groups) + (column / Group)) * passes) + pass, row, column, word));
            }
        }

        long slots = Arithmetic.CeilingDivide(work.Rows, work.Lanes) * groups * passes;
        return new Placement([.. lanes.Select(lane => lane.ToArray())], slots, work.Target.WeightBits + (passes == 1 ? 2 : 0))
        {
            Passes = passes,
            StoredWords = (long)work.Rows * groups * passes * Kept,
        };
    }

    /// <inheritdoc/>
    public EngineCost Cost(MatrixWork work, Placement placement, InputActivity activity)
    {
        long nonZeros = (long)work.Weights.NonZeros * work.Positions;
        long stored = placement.StoredWords * work.Positions;
        return new EngineCost(work.Positions * (placement.Slots + 2))
        {
            Multipliers = work.Target.Engine.Macs,
            Executed = stored,
            Wasted = stored - nonZeros,
            ImbalanceStalls = (work.Target.Engine.Macs * placement.Slots * work.Positions) - stored,
            OverheadCycles = 2L * work.Positions,
            WeightBits = stored * placement.WordBits,
            ActivationReadBits = placement.Slots / placement.Passes * Group * work.Positions * work.Target.ActivationBits,
            ActivationWriteBits = work.WriteBits,
        };
    }

    private static bool IsTwoOfFour(MatrixWork work)
    {
        for (int row = 0; row < work.Rows; row++)
        {
            for (int word = work.Weights.RowStarts[row]; word + Kept < work.Weights.RowStarts[row + 1]; word++)
            {
                if (work.Weights.ColumnIndices[word + Kept] / Group == work.Weights.ColumnIndices[word] / Group)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
