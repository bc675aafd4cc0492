using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes;

/// <summary>What a lane program executes, counted without executing it.</summary>
/// <param name="ActiveMultiplies">Multiplies of stored weights on active lanes, additions of inputs with a weight's sign among them; a batch counts each weight once for all inputs.</param>
/// <param name="LaneSlots">Lanes of all multiplies, idle ones included; a batch counts each weight once.</param>
/// <param name="Steps">Multiply-adds.</param>
/// <param name="Scales">Multiplies of whole sums, where inputs are added and subtracted first; a batch counts each once.</param>
public sealed record LaneAudit(long ActiveMultiplies, long LaneSlots, long Steps, long Scales)
{
    /// <summary>Counts a program.</summary>
    public static LaneAudit Count(LaneProgram program)
    {
        Walker walker = new(program);
        walker.Walk(program.Body);
        return new LaneAudit(walker.Active, walker.Slots, walker.Steps, walker.Scales);
    }

    private sealed class Walker(LaneProgram program)
    {
        private readonly int[] _cursors = new int[Enum.GetValues(typeof(LaneTable)).Length];
        private int _counts;
        private int _row;
        private readonly int _period = program.Family.IsNarrow() ? NarrowSlots.Period : SlotLayout.Period;
        private int _window;

        public long Active { get; private set; }

        public long Slots { get; private set; }

        public long Steps { get; private set; }

        public long Scales { get; private set; }

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
                        CountLanes(At(LaneTable.Weights) + step.Offset, program.Width);
                        Steps++;
                        break;
                    case BroadcastWeight weight:
                        CountLanes(At(LaneTable.Weights) + weight.Offset, 1);
                        break;
                    case MultiplyAddColumns columns:
                        int starts = program.Tables.Counts[columns.Slots];
                        CountLanes(At(LaneTable.Weights), starts);
                        Steps += starts;
                        break;
                    case MultiplyAddBroadcast:
                        Steps++;
                        break;
                    case OpenWindow open:
                        _window = program.Tables.Slots[At(LaneTable.Slots) + open.Offset];
                        break;
                    case Accumulate step:
                        CountSigned(At(LaneTable.Indices) + step.Offset);
                        Steps++;
                        break;
                    case ScaleAdd scale:
                        CountScales(At(LaneTable.Scales) + scale.Offset, program.Width);
                        break;
                    case OpenRow open:
                        _row = program.Tables.Rows[At(LaneTable.Rows) + open.Offset];
                        break;
                    case ScaleAddBroadcast { Sums: 0 } scale:
                        CountScales((scale.IsStreamed ? At(LaneTable.Scales) : _row) + scale.Offset, 1);
                        break;
                    case Advance advance:
                        _cursors[(int)advance.Table] += advance.Amount;
                        break;
                }
            }
        }

        private int At(LaneTable table) => _cursors[(int)table];

        private void CountSigned(int first)
        {
            Slots += program.Width;
            for (int i = first; i < first + program.Width; i++)
            {
                Active += SignedTable.IsIdle(_window, program.Tables.Indices[i], _period) ? 0 : 1;
            }
        }

        private void CountScales(int first, int lanes)
        {
            for (int i = first; i < first + lanes; i++)
            {
                Scales += program.Tables.Scales[i] != 0f ? 1 : 0;
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
