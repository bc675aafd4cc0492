using SparseCompile.Compiler.CSharp.Dialects;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using static SparseCompile.Compiler.CSharp.QualifiedNames;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>Prints a lane program as a C# method; decides nothing.</summary>
internal sealed class KernelPrinter : ILaneOpVisitor
{
    private readonly KernelBody _body;
    private readonly SourceWriter _writer;
    private readonly LaneProgram _program;
    private readonly LaneDialect _dialect;
    private readonly Action<LaneOp, int, int>? _mark;
    private int _loops;

    /// <summary>The counts of outer loops that a caller decides.</summary>
    private readonly Queue<string> _counts = [];

    /// <summary>What outputs and biases are relative to: the open row, where one was opened.</summary>
    private string _output = "output";
    private string _bias = "";

    /// <summary>What broadcast inputs are relative to: the open window, where one was opened.</summary>
    private string _window = "input";

    private KernelPrinter(SourceWriter writer, LaneProgram program, Action<LaneOp, int, int>? mark)
    {
        _mark = mark;
        _writer = writer;
        _program = program;
        _dialect = LaneDialect.Of(program.Width, program.IsSoftware);
        foreach (string count in KernelSignature.Counts(program))
        {
            _counts.Enqueue(count);
        }

        _body = new KernelBody(writer, _dialect);
    }

    /// <summary>The method, with its documentation.</summary>
    /// <param name="writer">Takes the text.</param>
    /// <param name="program">The program.</param>
    /// <param name="mark">Called for each operation with its first line and the one behind its last; null for no call.</param>
    public static void Print(SourceWriter writer, LaneProgram program, Action<LaneOp, int, int>? mark = null)
    {
        writer.Line($"/// <summary>{Literals.Xml(char.ToUpperInvariant(program.Summary[0]) + program.Summary.Substring(1))}.</summary>");
        writer.Line($"[{MethodImpl}({MethodImplOptions}.AggressiveOptimization)]");
        bool isCounting = program.Signature.VisitsActiveInputs;
        using (writer.Open($"internal static {(isCounting ? "long" : "void")} {program.Name}({string.Join(", ", KernelSignature.Parameters(program))})"))
        {
            new KernelPrinter(writer, program, mark).Walk(program.Body);
            if (isCounting)
            {
                writer.Line("return executed;");
            }
        }
    }

    private void Walk(IEnumerable<LaneOp> ops)
    {
        using (_body.OpenScope())
        {
            foreach (LaneOp op in ops)
            {
                int first = _writer.LineCount;
                op.Accept(this);
                _mark?.Invoke(op, first, _writer.LineCount);
            }
        }
    }

    public void Visit(Loop op)
    {
        string variable = _loops == 0 ? "blocks" : op.Count is null ? "steps" : "passes";
        _loops++;
        string start = op.Count is { } fixedCount ? $"int {variable} = {Literals.Integer(fixedCount)}" : $"int {variable} = *counts++";
        if (_loops == 1 && _counts.Count > 0)
        {
            variable = _counts.Dequeue();
            start = "";
        }

        using (_writer.Open($"for ({start}; {variable} > 0; {variable}--)"))
        {
            Walk(op.Body);
        }

        _loops--;
    }

    public void Visit(Remark op) => _writer.Line("// " + Literals.Comment(op.Text));

    public void Visit(LoadBias op) => _body.Assign(op.Target, _dialect.Load(KernelBody.At("bias", op.Offset)));

    public void Visit(LoadOutput op) => _body.Assign(op.Target, _dialect.Load(KernelBody.At(_output, op.Offset)));

    public void Visit(OpenRow op)
    {
        _body.Declare("row", NativeInt, $"rows[{op.Offset}]");
        _body.Declare("target", "float*", $"output + (row * {_program.RowStride})");
        (_output, _bias) = ("target", "row");
    }

    public void Visit(BroadcastBias op) =>
        _body.Assign(op.Target, _dialect.Broadcast($"bias[{(_bias.Length == 0 ? Literals.Integer(op.Offset) : KernelBody.At(_bias, op.Offset))}]"));

    public void Visit(OpenWindow op)
    {
        string stride = _program.Stride == 1 ? $"slots[{op.Offset}]" : $"(({NativeInt})slots[{op.Offset}] * {_program.Stride})";
        _window = "window";
        _body.Declare(_window, "float*", $"input + {stride}");
    }

    public void Visit(LoadWindow op) => _body.Assign(op.Target, _dialect.Load(KernelBody.At("window", op.Offset)));

    public void Visit(LoadInput op)
    {
        string pointer = KernelBody.At("input", op.Offset);
        _body.Assign(op.Target, op.Count < _program.Width ? _dialect.LoadFirst(pointer, op.Count) : _dialect.Load(pointer));
    }

    public void Visit(LoadOperand op) => _body.Assign(op.Target, _dialect.Load(KernelBody.At(KernelSignature.Operand(op.Operand), op.Offset)));

    public void Visit(LoadZero op) => _body.Assign(op.Target, _dialect.Zero);

    public void Visit(LoadIndices op) => _body.Declare(KernelBody.Name(op.Target), _dialect.IndexType, _dialect.LoadIndices(KernelBody.At("indices", op.Offset)));

    public void Visit(Lookup op)
    {
        string index = PrintIndices(op);
        string low = _dialect.Lookup(KernelBody.Name(op.Sources[0]), index, KernelBody.Name(op.Sources[1]));
        if (op.Sources.Count == 2)
        {
            _body.Assign(op.Target, low);
        }
        else
        {
            string high = _dialect.Lookup(KernelBody.Name(op.Sources[2]), index, KernelBody.Name(op.Sources[3]));
            _body.Assign(op.Target, _dialect.Select(_dialect.IsHigh(op, index), high, low));
        }

        if (op.IsSigned)
        {
            _body.Assign(op.Target, _dialect.FlipSign(KernelBody.Name(op.Target), index));
        }
    }

    public void Visit(LookupFixed op) =>
        _body.Assign(op.Target, _dialect.Lookup(KernelBody.Name(op.First), _dialect.LoadIntegers(KernelBody.At("indices", op.Offset)), KernelBody.Name(op.Second)));

    public void Visit(Gather op) =>
        _body.Assign(op.Target, _dialect.Create([.. Enumerable.Range(op.Offset, _program.Width).Select(i => $"input[slots[{i}]]")]));

    public void Visit(FetchShared op) =>
        _body.Assign(op.Target, _dialect.Shared([.. Enumerable.Range(op.Offset, _program.Width / op.Share).Select(i => $"input[slots[{i}]]")]));

    public void Visit(FetchQuads op) =>
        _body.Assign(op.Target, _dialect.Quads([.. Enumerable.Range(op.Offset, _program.Width / 4).Select(i => $"input + slots[{i}]")]));

    public void Visit(PickOfQuad op) => _body.Assign(op.Target, _dialect.PickOfQuad(KernelBody.Name(op.Source), op.Which));

    public void Visit(GatherFixed op) => _body.Assign(op.Target, _dialect.Create([.. op.Slots.Select(slot => $"input[{slot}]")]));

    public void Visit(SelectLanes op) => _body.Assign(op.Target, _dialect.And(KernelBody.Name(op.Target), KernelBody.At("masks", 16 * op.Mask)));

    public void Visit(BroadcastWeight op) => _body.Assign(op.Target, _dialect.Broadcast($"weights[{op.Offset}]"));

    public void Visit(LoadWeights op) => _body.Assign(op.Target, _dialect.Load(KernelBody.At("weights", op.Offset)));

    public void Visit(BroadcastInput op) => _body.Assign(op.Target, _dialect.Broadcast($"{_window}[{op.Offset}]"));

    public void Visit(MultiplyAdd op)
    {
        string weights = _dialect.Load(KernelBody.At("weights", op.Offset));
        (string input, string sum) = (KernelBody.Name(op.Input), KernelBody.Name(op.Accumulator));
        if (op.IsMasked)
        {
            _body.Declare("weight", _dialect.RegisterType, weights);
            _body.Assign(op.Accumulator, _dialect.MaskedMultiplyAdd("weight", input, sum));
        }
        else
        {
            _body.Assign(op.Accumulator, op.IsExact ? _dialect.MultiplyAddExact(weights, input, sum) : _dialect.MultiplyAdd(weights, input, sum));
        }
    }

    public void Visit(LoadWideBias op) => WideSums.PrintBias(_body, _dialect, op);

    public void Visit(MultiplyAddWide op) => WideSums.PrintMultiplyAdds(_body, _dialect, op);

    public void Visit(Settle op) => WideSums.PrintSettle(_writer, _body, _dialect, op.Registers);

    public void Visit(MultiplyAddBroadcast op)
    {
        (string weight, string input, string sum) = (KernelBody.Name(op.Weight), KernelBody.Name(op.Input), KernelBody.Name(op.Accumulator));
        _body.Assign(op.Accumulator, op.IsMasked ? _dialect.MaskedMultiplyAdd(weight, input, sum) : _dialect.MultiplyAdd(weight, input, sum));
    }

    public void Visit(Accumulate op) => _body.Assign(op.Accumulator, _dialect.Add(KernelBody.Name(op.Accumulator), KernelBody.Name(op.Input)));

    public void Visit(AddRegisters op) => _body.Assign(op.Target, _dialect.Add(KernelBody.Name(op.Left), KernelBody.Name(op.Right)));

    public void Visit(ScaleAdd op) =>
        _body.Assign(op.Accumulator, _dialect.MultiplyAdd(_dialect.Load(KernelBody.At("scales", op.Offset)), KernelBody.Name(op.Sums), KernelBody.Name(op.Accumulator)));

    public void Visit(ScaleAddBroadcast op)
    {
        string scale = $"scales[{(op.IsStreamed ? Literals.Integer(op.Offset) : KernelBody.At(_bias, op.Offset))}]";
        _body.Declare("scale", _dialect.RegisterType, _dialect.Broadcast(scale));
        _body.Assign(op.Accumulator, _dialect.MultiplyAdd("scale", KernelBody.Name(op.Sums), KernelBody.Name(op.Accumulator)));
    }

    public void Visit(MultiplyAddColumns op) => ColumnLoop.Print(_writer, _dialect);

    public void Visit(MultiplyAddColumnBlocks op) => ColumnLoop.PrintBlocks(_writer, _dialect, op.IsMasked);

    public void Visit(MultiplyAddActivePixels op) => PixelLoop.Print(_writer, _dialect, op);

    public void Visit(AddZero op) => _body.Assign(op.Register, _dialect.AddZero(KernelBody.Name(op.Register)));

    public void Visit(Activate op)
    {
        foreach (string expression in _dialect.Activate(KernelBody.Name(op.Register), op.Function))
        {
            _body.Assign(op.Register, expression);
        }
    }

    public void Visit(Store op)
    {
        (string target, string register) = (KernelBody.At(_output, op.Offset), KernelBody.Name(op.Register));
        _writer.Line((op.Count < _program.Width ? _dialect.StoreFirst(target, register, op.Count) : _dialect.Store(target, register)) + ";");
    }

    public void Visit(Advance op)
    {
        foreach (string pointer in KernelSignature.Pointers(op.Table, _program))
        {
            _writer.Line($"{pointer} {(op.Amount < 0 ? "-" : "+")}= {Math.Abs(op.Amount)};");
        }
    }

    /// <summary>What gives every lane its index; signs are extended, so that the bit that says minus is the sign bit of a float.</summary>
    private string PrintIndices(Lookup op)
    {
        string value = op.Packed is { } packed
            ? _dialect.RotateIndices(KernelBody.Name(packed), op.Group)
            : _dialect.WidenIndices(KernelBody.At("indices", op.Offset), op.IsSigned);
        _body.Declare("index", _dialect.IndexType, value);
        return "index";
    }
}
