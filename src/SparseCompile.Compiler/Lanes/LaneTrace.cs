using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes;

/// <summary>One multiply of a lane program: what stands on each lane.</summary>
/// <param name="Statement">Number of the operation among those of the program that multiply, in the order in which they are printed.</param>
/// <param name="Lanes">For each lane, the table's value of the weight, as it was laid out; 0 where the lane idles.</param>
public readonly record struct LaneStep(int Statement, float[] Lanes);

/// <summary>What a lane program executes, step by step, without executing it: <see cref="LaneAudit"/> counts the same.</summary>
/// <remarks>
/// Tables that are laid out from a layer whose weights are numbers of its non-zeros show where each of these went: that is how a schedule is drawn. Every input counts as other than zero.
/// Where inputs are summed before they are multiplied there is no table of weights: lanes that add have NaN, which names no non-zero.
/// </remarks>
public static class LaneTrace
{
    /// <summary>The multiplies in the order of execution, those of one pass over the tables.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tables">Its tables.</param>
    internal static IReadOnlyList<LaneStep> Of(LaneProgram program, ProgramTables tables)
    {
        Tracer tracer = new(program, tables);
        tracer.Walk(program.Body);
        return tracer.Steps;
    }

    /// <summary>Whether an operation takes weights from a table: what a statement of a trace is.</summary>
    public static bool IsStatement(LaneOp op) =>
        op is MultiplyAdd or MultiplyAddWide or BroadcastWeight or LoadWeights or MultiplyAddColumns or MultiplyAddColumnBlocks or MultiplyAddActivePixels or Accumulate;

    private sealed class Tracer(LaneProgram program, ProgramTables tables) : ILaneOpVisitor
    {
        private readonly LaneCursors _cursors = new();
        private readonly Dictionary<LaneOp, int> _statements = new(new SameObject());
        private int _counts;
        private int _window;

        public List<LaneStep> Steps { get; } = [];

        public void Walk(IEnumerable<LaneOp> body)
        {
            foreach (LaneOp op in body)
            {
                op.Accept(this);
            }
        }

        public void Visit(Loop op)
        {
            int count = op.Count ?? tables.Counts[_counts++];
            if (count == 0)
            {
                Number(op.Body);
            }

            for (int i = count; i > 0; i--)
            {
                Walk(op.Body);
            }
        }

        public void Visit(MultiplyAdd op) => Add(op, _cursors[LaneTable.Weights] + op.Offset, program.Width);

        public void Visit(MultiplyAddWide op)
        {
            for (int i = 0; i < op.Registers; i++)
            {
                Add(op, _cursors[LaneTable.Weights] + (i * program.Width), program.Width);
            }
        }

        public void Visit(BroadcastWeight op) => Add(op, _cursors[LaneTable.Weights] + op.Offset, 1);

        public void Visit(LoadWeights op) => Add(op, _cursors[LaneTable.Weights] + op.Offset, program.Width);

        public void Visit(MultiplyAddColumns op) => AddAll(op, tables.Counts[op.Slots], 1);

        public void Visit(MultiplyAddColumnBlocks op) => AddAll(op, tables.Counts[2 * op.Inputs], program.Width);

        public void Visit(MultiplyAddActivePixels op) => AddAll(op, tables.Counts[tables.Counts.Length - 1], program.Width);

        public void Visit(OpenWindow op) => _window = tables.Slot(_cursors[LaneTable.Slots] + op.Offset);

        public void Visit(Accumulate op)
        {
            float[] lanes = new float[program.Width];
            for (int lane = 0; lane < lanes.Length; lane++)
            {
                int index = tables.Index(_cursors[LaneTable.Indices], op.Offset, lane, op.IsPacked, isSigned: true);
                lanes[lane] = SignedTable.IsIdle(_window, index, op.Period) ? 0f : float.NaN;
            }

            Steps.Add(new LaneStep(Statement(op), lanes));
        }

        public void Visit(Advance op) => _cursors.Advance(op.Table, op.Amount);

        // These take no weight.
        public void Visit(Remark op) { }

        public void Visit(LoadBias op) { }

        public void Visit(LoadWideBias op) { }

        public void Visit(Settle op) { }

        public void Visit(BroadcastBias op) { }

        public void Visit(LoadOutput op) { }

        public void Visit(OpenRow op) { }

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

        public void Visit(MultiplyAddBroadcast op) { }

        public void Visit(ScaleAdd op) { }

        public void Visit(ScaleAddBroadcast op) { }

        public void Visit(AddZero op) { }

        public void Visit(Activate op) { }

        public void Visit(Store op) { }

        private void AddAll(LaneOp op, int count, int lanes)
        {
            for (int i = 0; i < count; i++)
            {
                Add(op, _cursors[LaneTable.Weights] + (i * lanes), lanes);
            }
        }

        private void Add(LaneOp op, int first, int lanes)
        {
            float[] weights = new float[lanes];
            for (int lane = 0; lane < lanes; lane++)
            {
                weights[lane] = tables.Weight(first + lane);
            }

            Steps.Add(new LaneStep(Statement(op), weights));
        }

        /// <summary>Statements are numbered as they are met for the first time, which is the order in which they are printed.</summary>
        private int Statement(LaneOp op)
        {
            if (!_statements.TryGetValue(op, out int known))
            {
                _statements[op] = known = _statements.Count;
            }

            return known;
        }

        /// <summary>A loop that is not entered is printed all the same.</summary>
        private void Number(IEnumerable<LaneOp> body)
        {
            foreach (LaneOp op in body)
            {
                if (op is Loop loop)
                {
                    Number(loop.Body);
                }
                else if (IsStatement(op))
                {
                    Statement(op);
                }
            }
        }
    }
    /// <summary>Two operations may be equal and yet be two statements.</summary>
    private sealed class SameObject : IEqualityComparer<LaneOp>
    {
        public bool Equals(LaneOp? x, LaneOp? y) => ReferenceEquals(x, y);

        public int GetHashCode(LaneOp obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
