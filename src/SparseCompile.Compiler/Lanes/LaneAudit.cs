namespace SparseCompile.Compiler.Lanes;

/// <summary>What a lane program executes, counted without executing it.</summary>
/// <param name="ActiveMultiplies">Multiplies of stored weights on active lanes; a batch counts each weight once for all inputs.</param>
/// <param name="LaneSlots">Lanes of all multiplies, idle ones included; a batch counts each weight once.</param>
/// <param name="Steps">Multiply-adds.</param>
public sealed record LaneAudit(long ActiveMultiplies, long LaneSlots, long Steps)
{
    /// <summary>Counts a program.</summary>
    public static LaneAudit Count(LaneProgram program)
    {
        Walker walker = new(program);
        walker.Walk(program.Body);
        return new LaneAudit(walker.Active, walker.Slots, walker.Steps);
    }

    private sealed class Walker(LaneProgram program)
    {
        private int _counts;
        private int _weights;

        public long Active { get; private set; }

        public long Slots { get; private set; }

        public long Steps { get; private set; }

        public void Walk(IEnumerable<LaneOp> body)
        {
            foreach (LaneOp op in body)
            {
                switch (op)
                {
                    case Loop loop:
                        int count = loop.Count ?? program.Tables.Counts[_counts++];
                        for (int i = 0; i < count; i++)
                        {
                            Walk(loop.Body);
                        }

                        break;
                    case MultiplyAdd step:
                        CountLanes(_weights + step.Offset, program.Width);
                        Steps++;
                        break;
                    case BroadcastWeight weight:
                        CountLanes(_weights + weight.Offset, 1);
                        break;
                    case MultiplyAddColumns columns:
                        int starts = program.Tables.Counts[columns.Slots];
                        CountLanes(_weights, starts);
                        Steps += starts;
                        break;
                    case MultiplyAddBroadcast:
                        Steps++;
                        break;
                    case Advance { Table: LaneTable.Weights } advance:
                        _weights += advance.Amount;
                        break;
                }
            }
        }

        private void CountLanes(int first, int lanes)
        {
            Slots += lanes;
            for (int i = first; i < first + lanes; i++)
            {
                Active += program.Tables.Weights[i] != 0f ? 1 : 0;
            }
        }
    }
}
