using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes;

/// <summary>What a lane program executes, counted without executing it.</summary>
/// <param name="ActiveMultiplies">Multiplies of stored weights on active lanes, additions of inputs with a weight's sign among them; a batch counts each weight once for all inputs.</param>
/// <param name="LaneSlots">Lanes of all multiplies, idle ones included; a batch counts each weight once.</param>
/// <param name="Steps">Multiply-adds.</param>
/// <param name="Scales">Multiplies of whole sums, where inputs are added and subtracted first; a batch counts each once.</param>
public sealed record LaneAudit(long ActiveMultiplies, long LaneSlots, long Steps, long Scales)
{
    /// <summary>Counts a program on the tables that its recipe lays out.</summary>
    internal static LaneAudit Count(LaneProgram program, ProgramTables tables)
    {
        Counter counter = new(program, tables);
        counter.Walk(program.Body);
        return new LaneAudit(counter.Active, counter.Slots, counter.Steps, counter.Scales);
    }

    private sealed class Counter(LaneProgram program, ProgramTables tables) : ILaneOpVisitor
    {
        private readonly LaneCursors _cursors = new();
        private int _counts;
        private int _row;
        private int _window;

        public long Active { get; private set; }

        public long Slots { get; private set; }

        public long Steps { get; private set; }

        public long Scales { get; private set; }

        public void Walk(IEnumerable<LaneOp> body)
        {
            foreach (LaneOp op in body)
            {
                op.Accept(this);
            }
        }

        public void Visit(Loop op)
        {
            for (int i = op.Count ?? tables.Counts[_counts++]; i > 0; i--)
            {
                Walk(op.Body);
            }
        }

        public void Visit(MultiplyAdd op)
        {
            CountLanes(_cursors[LaneTable.Weights] + op.Offset, program.Width);
            Steps++;
        }

        public void Visit(MultiplyAddWide op)
        {
            CountLanes(_cursors[LaneTable.Weights], op.Registers * program.Width);
            Steps += op.Registers;
        }

        public void Visit(BroadcastWeight op) => CountLanes(_cursors[LaneTable.Weights] + op.Offset, 1);

        public void Visit(LoadWeights op) => CountLanes(_cursors[LaneTable.Weights] + op.Offset, program.Width);

        public void Visit(MultiplyAddColumns op)
        {
            int count = tables.Counts[op.Slots];
            CountLanes(_cursors[LaneTable.Weights], count);
            Steps += count;
        }

        public void Visit(MultiplyAddColumnBlocks op)
        {
            int count = tables.Counts[2 * op.Inputs];
            CountLanes(_cursors[LaneTable.Weights], count * program.Width);
            Steps += count;
        }

        public void Visit(MultiplyAddActivePixels op)
        {
            int count = tables.Counts[tables.Counts.Length - 1];
            CountLanes(_cursors[LaneTable.Weights], count * program.Width);
            Steps += count;
        }

        public void Visit(MultiplyAddBroadcast op) => Steps++;

        public void Visit(OpenWindow op) => _window = tables.Slot(_cursors[LaneTable.Slots] + op.Offset);

        public void Visit(OpenRow op) => _row = tables.Rows[_cursors[LaneTable.Rows] + op.Offset];

        public void Visit(Accumulate op)
        {
            Slots += program.Width;
            Steps++;
            for (int lane = 0; lane < program.Width; lane++)
            {
                int index = tables.Index(_cursors[LaneTable.Indices], op.Offset, lane, op.IsPacked, isSigned: true);
                Active += SignedTable.IsIdle(_window, index, op.Period) ? 0 : 1;
            }
        }

        public void Visit(ScaleAdd op) => CountScales(_cursors[LaneTable.Scales] + op.Offset, program.Width);

        public void Visit(ScaleAddBroadcast op)
        {
            // One weight for all inputs: counted for the first register of them.
            if (op.Sums == 0)
            {
                CountScales((op.IsStreamed ? _cursors[LaneTable.Scales] : _row) + op.Offset, 1);
            }
        }

        public void Visit(Advance op) => _cursors.Advance(op.Table, op.Amount);

        // These multiply nothing.
        public void Visit(Remark op) { }

        public void Visit(LoadBias op) { }

        public void Visit(LoadWideBias op) { }

        public void Visit(Settle op) { }

        public void Visit(BroadcastBias op) { }

        public void Visit(LoadOutput op) { }

        public void Visit(LoadWindow op) { }

        public void Visit(LoadInput op) { }

        public void Visit(BroadcastInput op) { }

        public void Visit(LoadZero op) { }

        public void Visit(LoadIndices op) { }

        public void Visit(Lookup op) { }

        public void Visit(LookupFixed op) { }

        public void Visit(LoadOperand op) { }

        public void Visit(AddRegisters op) { }

        public void Visit(Gather op) { }

        public void Visit(FetchShared op) { }

        public void Visit(FetchQuads op) { }

        public void Visit(PickOfQuad op) { }

        public void Visit(GatherFixed op) { }

        public void Visit(SelectLanes op) { }

        public void Visit(AddZero op) { }

        public void Visit(Activate op) { }

        public void Visit(Store op) { }

        private void CountScales(int first, int lanes)
        {
            for (int i = first; i < first + lanes; i++)
            {
                Scales += tables.Scales[i] != 0f ? 1 : 0;
            }
        }

        private void CountLanes(int first, int lanes)
        {
            Slots += lanes;
            for (int i = first; i < first + lanes; i++)
            {
                Active += tables.Weight(i) != 0f ? 1 : 0;
            }
        }
    }
}
