using SparseCompile.Compiler.Lanes.Ops;

namespace SparseCompile.Compiler.Lanes;

/// <summary>Refuses programs that mean nothing: registers read before they are written, streams that the signature does not declare, operations that the width does not have.</summary>
internal sealed class LaneVerifier : ILaneOpVisitor
{
    private readonly LaneProgram _program;
    private HashSet<int> _written = [];
    private bool _hasWindow;
    private bool _hasRow;

    private LaneVerifier(LaneProgram program) => _program = program;

    /// <summary>Checks a program.</summary>
    /// <exception cref="InvalidOperationException">Names the kernel, the operation and what is wrong.</exception>
    public static void Verify(LaneProgram program)
    {
        LaneVerifier verifier = new(program);
        verifier.Require(program.Width is 16 or 8 or 4 or 1, program.Width, "a width of 16, 8, 4 or 1");
        bool hasTables = (program.Signature.Tables & ~(LaneTable.Operands | LaneTable.Output)) != LaneTable.None;
        verifier.Require(!hasTables || program.Recipe is not null || program.Literals is not null, program.Name, "a recipe for its tables");
        verifier.Walk(program.Body);
    }

    private void Walk(IEnumerable<LaneOp> body)
    {
        foreach (LaneOp op in body)
        {
            op.Accept(this);
        }
    }

    public void Visit(Loop op)
    {
        Require(op.Count is null or >= 0, op, "a count of zero or more");
        Reads(op, LaneTable.Counts, isNeeded: op.Count is null);

        // What a loop writes first may never be written: it does not count after it.
        HashSet<int> before = [.. _written];
        Walk(op.Body);
        _written = before;
    }

    public void Visit(Remark op) { }

    public void Visit(LoadBias op) => Write(op, op.Target, LaneTable.Bias);

    public void Visit(BroadcastBias op) => Write(op, op.Target, LaneTable.Bias);

    public void Visit(LoadOutput op) => Write(op, op.Target, LaneTable.None);

    public void Visit(OpenRow op)
    {
        Reads(op, LaneTable.Rows);
        _hasRow = true;
    }

    public void Visit(OpenWindow op)
    {
        Reads(op, LaneTable.Slots);
        _hasWindow = true;
    }

    public void Visit(LoadWindow op)
    {
        Require(_hasWindow, op, "an open window");
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(LoadInput op)
    {
        Require(op.Count >= 1 && op.Count <= _program.Width, op, "1 to as many inputs as lanes");
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(LoadZero op) => Write(op, op.Target, LaneTable.None);

    public void Visit(LoadIndices op)
    {
        Require(_program.Width == 16, op, "16 lanes");
        Write(op, op.Target, LaneTable.Indices);
    }

    public void Visit(Lookup op)
    {
        Require(_program.Width == 16 && op.Sources.Count is 2 or 4, op, "16 lanes and two or four sources");
        foreach (int source in op.Sources)
        {
            Read(op, source);
        }

        if (op.Packed is { } packed)
        {
            Read(op, packed);
        }

        Write(op, op.Target, LaneTable.Indices);
    }

    public void Visit(LookupFixed op)
    {
        Require(_program.Width == 16, op, "16 lanes");
        Read(op, op.First);
        Read(op, op.Second);
        Write(op, op.Target, LaneTable.FixedIndices);
    }

    public void Visit(LoadOperand op)
    {
        Require(op.Operand < _program.Signature.Operands, op, "an operand of the signature");
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(AddRegisters op)
    {
        Read(op, op.Left);
        Read(op, op.Right);
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(Gather op) => Write(op, op.Target, LaneTable.Slots);

    public void Visit(FetchShared op)
    {
        Require(_program.Width % op.Share == 0, op, "a share that divides the lanes");
        Write(op, op.Target, LaneTable.Slots);
    }

    public void Visit(FetchQuads op) => Write(op, op.Target, LaneTable.Slots);

    public void Visit(PickOfQuad op)
    {
        Require(op.Which is >= 0 and < 4, op, "0 to 3");
        Read(op, op.Source);
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(GatherFixed op)
    {
        Require(op.Slots.Count == _program.Width, op, "a slot for each lane");
        Write(op, op.Target, LaneTable.None);
    }

    public void Visit(SelectLanes op)
    {
        Read(op, op.Target);
        Reads(op, LaneTable.Masks);
    }

    public void Visit(BroadcastWeight op) => Write(op, op.Target, LaneTable.Weights);

    public void Visit(LoadWeights op) => Write(op, op.Target, LaneTable.Weights);

    public void Visit(BroadcastInput op) => Write(op, op.Target, LaneTable.None);

    public void Visit(MultiplyAdd op)
    {
        Reads(op, LaneTable.Weights);
        Update(op, op.Accumulator, op.Input);
    }

    public void Visit(LoadWideBias op)
    {
        Require(_program.Wide is not null, op, "inputs as doubles");
        Write(op, op.Target, LaneTable.Bias);
    }

    public void Visit(MultiplyAddWide op)
    {
        Reads(op, LaneTable.Weights);
        Reads(op, LaneTable.Slots);
        ReadAll(op, op.Registers);
    }

    public void Visit(Settle op) => ReadAll(op, op.Registers);

    public void Visit(MultiplyAddBroadcast op)
    {
        Read(op, op.Weight);
        Update(op, op.Accumulator, op.Input);
    }

    public void Visit(Accumulate op)
    {
        Reads(op, LaneTable.Indices);
        Require(op.Period is 32 or 64, op, "a period of 32 or 64");
        Update(op, op.Accumulator, op.Input);
    }

    public void Visit(ScaleAdd op)
    {
        Reads(op, LaneTable.Scales);
        Update(op, op.Accumulator, op.Sums);
    }

    public void Visit(ScaleAddBroadcast op)
    {
        Require(_hasRow || op.IsStreamed, op, "an open row");
        Reads(op, LaneTable.Scales);
        Update(op, op.Accumulator, op.Sums);
    }

    public void Visit(MultiplyAddColumns op)
    {
        Require(_program.Signature.VisitsActiveInputs, op, "a list of active inputs");
        Reads(op, LaneTable.Counts);
        Reads(op, LaneTable.Rows);
        Reads(op, LaneTable.Weights);
    }

    public void Visit(MultiplyAddColumnBlocks op)
    {
        Require(_program.Signature is { VisitsActiveInputs: true, IsByChannel: false }, op, "a list of active inputs");
        Reads(op, LaneTable.Counts);
        Reads(op, LaneTable.Rows);
        Reads(op, LaneTable.Weights);
    }

    public void Visit(MultiplyAddActivePixels op)
    {
        Require(_program.Signature.VisitsActiveInputs && _program.Signature.IsByChannel, op, "a list of active pixels");
        Reads(op, LaneTable.Counts);
        Reads(op, LaneTable.Rows);
        Reads(op, LaneTable.Slots);
        Reads(op, LaneTable.Weights);
    }

    public void Visit(AddZero op) => Read(op, op.Register);

    public void Visit(Activate op)
    {
        Require(op.Function.IsOnLanes, op, "a function of one value");
        Read(op, op.Register);
    }

    public void Visit(Store op)
    {
        Require(op.Count >= 1 && op.Count <= _program.Width, op, "1 to as many values as lanes");
        Read(op, op.Register);
    }

    public void Visit(Advance op) => Reads(op, op.Table, isNeeded: op.Table != LaneTable.Output);

    private void ReadAll(LaneOp op, int registers)
    {
        for (int register = 0; register < registers; register++)
        {
            Read(op, register);
        }
    }

    private void Update(LaneOp op, int accumulator, int operand)
    {
        Read(op, accumulator);
        Read(op, operand);
    }

    private void Read(LaneOp op, int register) => Require(_written.Contains(register), op, $"register {register} to be written before");

    private void Write(LaneOp op, int register, LaneTable table)
    {
        Reads(op, table, isNeeded: table != LaneTable.None);
        _written.Add(register);
    }

    private void Reads(LaneOp op, LaneTable table, bool isNeeded = true) =>
        Require(!isNeeded || (_program.Signature.Tables & table) == table, op, $"the stream '{table}' in the signature");

    private void Require(bool condition, object found, string expected)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Kernel '{_program.Name}': found {found}; expected {expected}.");
        }
    }
}
