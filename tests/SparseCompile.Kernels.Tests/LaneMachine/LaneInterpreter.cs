extern alias runtime;

using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Kernels.Tests.Reference;
using Signs = runtime::SparseCompile.Runtime.SignedTable;

namespace SparseCompile.Kernels.Tests.LaneMachine;

/// <summary>Executes a lane program exactly, lane by lane, on the tables that its recipe lays out, and counts what its multiplies do.</summary>
/// <remarks>Registers that were never written and memory out of bounds end the run.</remarks>
internal sealed partial class LaneInterpreter : ILaneOpVisitor
{
    /// <summary>The register of inputs that are held as doubles.</summary>
    private const int WideInput = -1;

    private readonly LaneProgram _program;
    private readonly ProgramTables _tables;
    private readonly float[][] _inputs;
    private readonly float[] _output;
    private readonly LaneCursors _cursors = new();
    private readonly LaneRegisters _registers;
    private readonly Dictionary<int, int> _loadedIndices = [];
    private int _counts;
    private int _window = -1;
    private int? _row;

    private LaneInterpreter(LaneProgram program, ProgramTables tables, float[][] inputs, float[] output, int rows)
    {
        _program = program;
        _tables = tables;
        _inputs = inputs;
        _output = output;
        _registers = new LaneRegisters(program, rows);
    }

    private int Width => _program.Width;

    private float[] Input => _inputs[0];

    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="tables">The tables it runs on.</param>
    /// <param name="inputs">All the memory it may load from, operand by operand.</param>
    /// <param name="output">All the memory it may store to.</param>
    /// <param name="rows">Rows there are, for programs that may leave anything on lanes without one.</param>
    public static MultiplyCount Run(LaneProgram program, ProgramTables tables, float[][] inputs, float[] output, int rows = int.MaxValue)
    {
        inputs.Length.ShouldBe(program.Signature.Operands);
        LaneInterpreter interpreter = new(program, tables, inputs, output, rows);
        interpreter.Walk(program.Body);
        return interpreter._registers.Count;
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
        for (int i = op.Count ?? _tables.Counts[_counts++]; i > 0; i--)
        {
            Walk(op.Body);
        }
    }

    public void Visit(Remark op)
    {
    }

    public void Visit(OpenRow op) => _row = _tables.Rows[At(LaneTable.Rows, op.Offset)];

    public void Visit(LoadBias op)
    {
        _row.ShouldBeNull("biases of neighbouring rows, in the midst of one row");
        _registers.BiasOf[op.Target] = At(LaneTable.Bias, op.Offset);
        Set(op.Target, lane => _tables.Bias(At(LaneTable.Bias, op.Offset) + lane));
    }

    public void Visit(LoadWideBias op) => Visit(new LoadBias(op.Target, op.Offset));

    public void Visit(MultiplyAddWide op)
    {
        for (int i = 0; i < op.Registers; i++)
        {
            Visit(new Gather(WideInput, i * Width));
            Visit(new MultiplyAdd(i, WideInput, i * Width));
        }
    }

    /// <summary>Here every multiply-add is rounded once.</summary>
    public void Visit(Settle op)
    {
    }

    public void Visit(BroadcastBias op)
    {
        int bias = At(LaneTable.Bias, op.Offset) + (_row ?? 0);
        _registers.BiasOf[op.Target] = bias;
        Set(op.Target, _ => _tables.Bias(bias));
    }

    public void Visit(LoadOutput op) => Set(op.Target, lane => _output[InOutput(op.Offset) + lane]);

    public void Visit(OpenWindow op) => _window = _tables.Slot(At(LaneTable.Slots, op.Offset)) * _program.Stride;

    public void Visit(LoadWindow op)
    {
        _window.ShouldBeGreaterThanOrEqualTo(0);
        Set(op.Target, lane => Input[_window + op.Offset + lane]);
    }

    public void Visit(LoadInput op) => Set(op.Target, lane => lane < op.Count ? Input[op.Offset + lane] : 0f);

    public void Visit(LoadOperand op) => Set(op.Target, lane => _inputs[op.Operand][At(LaneTable.Operands, op.Offset) + lane]);

    public void Visit(LoadZero op) => Set(op.Target, _ => 0f);

    public void Visit(LoadIndices op) => _loadedIndices[op.Target] = At(LaneTable.Indices, op.Offset);

    public void Visit(Lookup op)
    {
        float[] sources = [.. op.Sources.SelectMany(source => _registers[source])];
        int first = op.Packed is { } packed ? _loadedIndices[packed] : At(LaneTable.Indices, 0);
        Set(op.Target, lane =>
        {
            int index = _tables.Index(first, op.Offset, lane, op.Packed is not null, op.IsSigned);
            float value = sources[index & 63];
            return op.IsSigned && (index & 0x80) != 0 ? -value : value;
        });
    }

    public void Visit(LookupFixed op)
    {
        float[] sources = [.. _registers[op.First], .. _registers[op.Second]];
        Set(op.Target, lane => sources[_tables.FixedIndex(op.Offset + lane)]);
    }

    public void Visit(Gather op) => Set(op.Target, lane => Input[_tables.Slot(At(LaneTable.Slots, op.Offset) + lane)]);

    public void Visit(FetchShared op) => Set(op.Target, lane => Input[_tables.Slot(At(LaneTable.Slots, op.Offset) + (lane / op.Share))]);

    public void Visit(FetchQuads op) => Set(op.Target, lane => Input[_tables.Slot(At(LaneTable.Slots, op.Offset) + (lane / 4)) + (lane % 4)]);

    public void Visit(PickOfQuad op)
    {
        float[] quads = _registers[op.Source];
        Set(op.Target, lane => quads[(lane / 4 * 4) + op.Which]);
    }

    public void Visit(GatherFixed op) => Set(op.Target, lane => Input[op.Slots[lane]]);

    public void Visit(SelectLanes op)
    {
        float[] selected = _registers[op.Target];
        Set(op.Target, lane => ((_tables.Mask(op.Mask) >> lane) & 1) == 1 ? selected[lane] : 0f);
    }

    public void Visit(BroadcastWeight op)
    {
        float value = _tables.Weight(At(LaneTable.Weights, op.Offset));
        _registers.Count.StoredWeights++;
        Set(op.Target, _ => value);
        _registers.StoredWeights.Add(op.Target);
    }

    public void Visit(LoadWeights op)
    {
        float[] weights = [.. Enumerable.Range(At(LaneTable.Weights, op.Offset), Width).Select(_tables.Weight)];
        _registers.Count.StoredWeights += weights.Count(LaneRegisters.IsActive);
        Set(op.Target, lane => weights[lane]);
        _registers.StoredWeights.Add(op.Target);
    }

    public void Visit(BroadcastInput op) => Set(op.Target, _ => Input[Math.Max(0, _window) + op.Offset]);

    public void Visit(MultiplyAdd op)
    {
        float[] weights = [.. Enumerable.Range(At(LaneTable.Weights, op.Offset), Width).Select(_tables.Weight)];
        if (op.IsExact)
        {
            weights.ShouldAllBe(weight => Math.Abs(weight) == 1f || weight == 0f);
        }

        _registers.Multiply(op.Accumulator, weights, op.Input, op.IsMasked);
        _registers.Count.StoredWeights += weights.Count(LaneRegisters.IsActive);
    }

    public void Visit(MultiplyAddBroadcast op)
    {
        _registers.StoredWeights.ShouldContain(op.Weight);
        _registers.Multiply(op.Accumulator, _registers[op.Weight], op.Input, op.IsMasked);
    }

    public void Visit(Accumulate op)
    {
        int first = At(LaneTable.Indices, 0);
        _registers.Accumulate(op.Accumulator, op.Input, lane => Signs.IsIdle(_window, _tables.Index(first, op.Offset, lane, op.IsPacked, isSigned: true), op.Period));
    }

    public void Visit(AddRegisters op)
    {
        (float[] left, float[] right) = (_registers[op.Left], _registers[op.Right]);
        Set(op.Target, lane => left[lane] + right[lane]);
    }

    public void Visit(ScaleAdd op) => _registers.Scale(op.Accumulator, op.Sums, lane => _tables.Scales[At(LaneTable.Scales, op.Offset) + lane]);

    public void Visit(ScaleAddBroadcast op)
    {
        float scale = _tables.Scales[(op.IsStreamed ? At(LaneTable.Scales, 0) : _row!.Value) + op.Offset];
        _registers.Scale(op.Accumulator, op.Sums, _ => scale);
    }

    public void Visit(AddZero op)
    {
        float[] signed = _registers[op.Register];
        Set(op.Register, lane => signed[lane] + 0f);
    }

    public void Visit(Activate op)
    {
        float[] sums = _registers[op.Register];
        Set(op.Register, lane => Activations.Apply(op.Function, sums[lane]));
    }

    public void Visit(Store op) => _registers[op.Register].AsSpan(0, op.Count).CopyTo(_output.AsSpan(InOutput(op.Offset), op.Count));

    public void Visit(Advance op) => _cursors.Advance(op.Table, op.Amount);

    private int InOutput(int offset) => At(LaneTable.Output, offset) + ((_row ?? 0) * _program.RowStride);

    private int At(LaneTable table, int offset) => _cursors[table] + offset;

    private void Set(int register, Func<int, float> value) => _registers.Set(register, value);
}
