using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.CSharp.Dialects;
using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Planning;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.CSharp;

/// <summary>Prints a lane program as a C# method; decides nothing.</summary>
internal sealed class KernelPrinter
{
    private readonly SourceWriter _writer;
    private readonly LaneProgram _program;
    private readonly LaneDialect _dialect;
    private readonly Stack<HashSet<string>> _scopes = new();
    private int _loops;

    /// <summary>What outputs and biases are relative to: the open row, where one was opened.</summary>
    private string _output = "output";
    private string _bias = "";

    private KernelPrinter(SourceWriter writer, LaneProgram program)
    {
        _writer = writer;
        _program = program;
        _dialect = LaneDialect.Of(program.Width);
    }

    /// <summary>The method, with its documentation.</summary>
    public static void Print(SourceWriter writer, LaneProgram program)
    {
        writer.Line($"/// <summary>{Literals.Xml(char.ToUpperInvariant(program.Summary[0]) + program.Summary.Substring(1))}.</summary>");
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string parameters = string.Join(", ", new[] { "float* input", "float* output" }.Concat(Parameters(program)).Concat(ActiveInputs(program).Select(name => name.Parameter)));
        using (writer.Open($"internal static {(IsCounting(program) ? "long" : "void")} {program.Name}({parameters})"))
        {
            new KernelPrinter(writer, program).Body(program.Body);
            if (IsCounting(program))
            {
                writer.Line("return executed;");
            }
        }
    }

    /// <summary>A call of the method.</summary>
    /// <param name="program">The program.</param>
    /// <param name="input">The input's pointer.</param>
    /// <param name="output">The output's pointer.</param>
    /// <param name="table">What the tables' names follow: an object with a dot, or the start of fields' names.</param>
    public static string Call(LaneProgram program, string input, string output, string table)
    {
        IEnumerable<string> tables = Parameters(program).Select(parameter => parameter.Substring(parameter.IndexOf(' ') + 1))
            .Select(name => $"{table}{char.ToUpperInvariant(name[0])}{name.Substring(1)}");
        return $"{program.Name}({string.Join(", ", new[] { input, output }.Concat(tables).Concat(ActiveInputs(program).Select(name => name.Argument)))});";
    }

    /// <summary>The kernel returns how many multiply-adds it executed: that depends on the input.</summary>
    private static bool IsCounting(LaneProgram program) => program.Family == KernelFamily.SparseActivations;

    /// <summary>What is handed to a kernel that visits the inputs that are not zero: their list, made by the caller, since no kernel calls anything.</summary>
    private static IEnumerable<(string Parameter, string Argument)> ActiveInputs(LaneProgram program) =>
        IsCounting(program) ? [("int* active", "active"), ("int count", "count")] : [];

    /// <summary>Kernels that add up first have scales beside their biases, whatever else they read.</summary>
    private static IEnumerable<string> Parameters(LaneProgram program) => program.Tables.Scales.Length == 0 ? Streams(program) : ["float* scales", .. Streams(program)];

    private static IEnumerable<string> Streams(LaneProgram program) => program.Family switch
    {
        KernelFamily.SignedLookup or KernelFamily.NarrowSignedLookup => ["float* bias", "int* counts", "int* slots", "byte* indices"],
        KernelFamily.RegisterLookup => ["float* bias", "int* indices", "float* weights", "uint* masks"],
        KernelFamily.StreamedLookup or KernelFamily.NarrowLookup => ["float* bias", "int* counts", "int* slots", "byte* indices", "float* weights"],
        KernelFamily.SparseActivations => ["float* bias", "int* counts", "int* rows", "float* weights"],
        KernelFamily.BatchOnLanes => ["float* bias", "int* counts", "int* rows", "int* slots", "float* weights"],
        _ => ["float* bias", "int* counts", "int* slots", "float* weights"],
    };

    private void Body(IEnumerable<LaneOp> ops)
    {
        _scopes.Push([]);
        foreach (LaneOp op in ops)
        {
            Print(op);
        }

        _scopes.Pop();
    }

    private void Print(LaneOp op)
    {
        switch (op)
        {
            case Remark remark:
                _writer.Line("// " + Literals.Comment(remark.Text));
                break;
            case LoadBias load:
                Assign(load.Target, _dialect.Load(At("bias", load.Offset)));
                break;
            case LoadOutput load:
                Assign(load.Target, _dialect.Load(At(_output, load.Offset)));
                break;
            case OpenRow open:
                Declare("row", "nint", $"rows[{open.Offset}]");
                Declare("target", "float*", $"output + (row * {_program.Stride})");
                (_output, _bias) = ("target", "row");
                break;
            case BroadcastBias broadcast:
                Assign(broadcast.Target, _dialect.Broadcast($"bias[{(_bias.Length == 0 ? Literals.Integer(broadcast.Offset) : At(_bias, broadcast.Offset))}]"));
                break;
            case OpenWindow open:
                string stride = _program.Stride == 1 ? $"slots[{open.Offset}]" : $"((nint)slots[{open.Offset}] * {_program.Stride})";
                Declare("window", "float*", $"input + {stride}");
                break;
            case LoadWindow load:
                Assign(load.Target, _dialect.Load(At("window", load.Offset)));
                break;
            case LoadInput load:
                Assign(load.Target, load.Count < _program.Width
                    ? _dialect.LoadFirst(At("input", load.Offset), load.Count)
                    : _dialect.Load(At("input", load.Offset)));
                break;
            case LoadZero zero:
                Assign(zero.Target, _dialect.Zero);
                break;
            case LoadIndices load:
                Declare(Name(load.Target), "Vector512<int>", $"Avx512F.LoadVector512((int*){(load.Offset == 0 ? "indices" : $"({At("indices", load.Offset)})")})");
                break;
            case Lookup lookup:
                PrintLookup(lookup);
                break;
            case Gather gather:
                Assign(gather.Target, _dialect.Create([.. Enumerable.Range(gather.Offset, _program.Width).Select(i => $"input[slots[{i}]]")]));
                break;
            case FetchShared fetch:
                Assign(fetch.Target, _dialect.Shared([.. Enumerable.Range(fetch.Offset, _program.Width / fetch.Share).Select(i => $"input[slots[{i}]]")]));
                break;
            case FetchQuads fetch:
                Assign(fetch.Target, _dialect.Quads([.. Enumerable.Range(fetch.Offset, _program.Width / 4).Select(i => $"input + slots[{i}]")]));
                break;
            case PickOfQuad pick:
                Assign(pick.Target, _dialect.PickOfQuad(Name(pick.Source), pick.Which));
                break;
            case GatherFixed gather:
                Assign(gather.Target, _dialect.Create([.. gather.Slots.Select(slot => $"input[{slot}]")]));
                break;
            case SelectLanes select:
                Assign(select.Target, $"Avx512F.And({Name(select.Target)}.AsUInt32(), Avx512F.LoadVector512({At("masks", 16 * select.Mask)})).AsSingle()");
                break;
            case BroadcastWeight broadcast:
                Assign(broadcast.Target, _dialect.Broadcast($"weights[{broadcast.Offset}]"));
                break;
            case MultiplyAdd { IsMasked: true } step:
                Declare("weight", _dialect.RegisterType, _dialect.Load(At("weights", step.Offset)));
                Assign(step.Accumulator, _dialect.MaskedMultiplyAdd("weight", Name(step.Input), Name(step.Accumulator)));
                break;
            case MultiplyAdd step:
                Assign(step.Accumulator, _dialect.MultiplyAdd(_dialect.Load(At("weights", step.Offset)), Name(step.Input), Name(step.Accumulator)));
                break;
            case MultiplyAddBroadcast step:
                Assign(step.Accumulator, _dialect.MultiplyAdd(Name(step.Weight), Name(step.Input), Name(step.Accumulator)));
                break;
            case Accumulate step:
                Assign(step.Accumulator, _dialect.Add(Name(step.Accumulator), Name(step.Input)));
                break;
            case ScaleAdd step:
                Assign(step.Accumulator, _dialect.MultiplyAdd(_dialect.Load(At("scales", step.Offset)), Name(step.Sums), Name(step.Accumulator)));
                break;
            case ScaleAddBroadcast step:
                Declare("scale", _dialect.RegisterType, _dialect.Broadcast($"scales[{(step.IsStreamed ? Literals.Integer(step.Offset) : At(_bias, step.Offset))}]"));
                Assign(step.Accumulator, _dialect.MultiplyAdd("scale", Name(step.Sums), Name(step.Accumulator)));
                break;
            case MultiplyAddColumns:
                PrintColumns();
                break;
            case AddZero add:
                Assign(add.Register, _dialect.AddZero(Name(add.Register)));
                break;
            case Activate activate:
                foreach (string expression in _dialect.Activate(Name(activate.Register), activate.Function))
                {
                    Assign(activate.Register, expression);
                }

                break;
            case Store store:
                string target = At(_output, store.Offset);
                _writer.Line((store.Count < _program.Width
                    ? _dialect.StoreFirst(target, Name(store.Register), store.Count)
                    : _dialect.Store(target, Name(store.Register))) + ";");
                break;
            case Advance advance:
                string name = advance.Table.ToString();
                _writer.Line($"{char.ToLowerInvariant(name[0])}{name.Substring(1)} {(advance.Amount < 0 ? "-" : "+")}= {Math.Abs(advance.Amount)};");
                break;
            case Loop loop:
                PrintLoop(loop);
                break;
        }
    }

    private void PrintLoop(Loop loop)
    {
        string variable = _loops == 0 ? "blocks" : loop.Count is null ? "steps" : "passes";
        _loops++;
        string count = loop.Count is { } fixedCount ? Literals.Integer(fixedCount) : "*counts++";
        using (_writer.Open($"for (int {variable} = {count}; {variable} > 0; {variable}--)"))
        {
            Body(loop.Body);
        }

        _loops--;
    }

    private void PrintColumns()
    {
        _writer.Line("long executed = 0;");
        using (_writer.Open("for (int columns = count; columns > 0; columns--)"))
        {
            _writer.Line("int column = *active++;");
            _writer.Line("float x = input[column];");
            _writer.Line("int first = counts[column];");
            _writer.Line("int left = counts[column + 1] - first;");
            _writer.Line("executed += left;");
            _writer.Line("int* row = rows + first;");
            _writer.Line("float* weight = weights + first;");

            // Four at a time, all sums loaded before any is stored: a column's rows differ, but a processor cannot know and holds loads back for stores before them.
            using (_writer.Open("for (; left > 3; left -= 4)"))
            {
                PrintFour(i => $"nint row{i} = row[{i}];");
                PrintFour(i => $"float sum{i} = MathF.FusedMultiplyAdd(weight[{i}], x, output[row{i}]);");
                PrintFour(i => $"output[row{i}] = sum{i};");
                _writer.Line("row += 4;");
                _writer.Line("weight += 4;");
            }

            using (_writer.Open("for (; left > 0; left--)"))
            {
                _writer.Line("output[*row] = MathF.FusedMultiplyAdd(*weight, x, output[*row]);");
                _writer.Line("row++;");
                _writer.Line("weight++;");
            }
        }
    }

    private void PrintFour(Func<int, string> line)
    {
        for (int i = 0; i < 4; i++)
        {
            _writer.Line(line(i));
        }
    }

    private void PrintLookup(Lookup lookup)
    {
        // The streamed families have a byte for each index, an unrolled kernel has them as they are looked up.
        string indices = _program.Family == KernelFamily.RegisterLookup ? $"Avx512F.LoadVector512({At("indices", lookup.Offset)})" : PrintIndices(lookup);
        string low = _dialect.Lookup(Name(lookup.Sources[0]), indices, Name(lookup.Sources[1]));
        if (lookup.Sources.Count == 2)
        {
            Assign(lookup.Target, low);
        }
        else
        {
            string high = _dialect.Lookup(Name(lookup.Sources[2]), indices, Name(lookup.Sources[3]));
            Assign(lookup.Target, $"Vector512.ConditionalSelect({IsHigh(lookup)}.AsSingle(), {high}, {low})");
        }

        if (lookup.IsSigned)
        {
            Assign(lookup.Target, $"Avx512F.Xor({Name(lookup.Target)}.AsInt32(), index & Vector512.Create(int.MinValue)).AsSingle()");
        }
    }

    /// <summary>What gives every lane its index; signs are extended, so that the bit that says minus is the sign bit of a float.</summary>
    private string PrintIndices(Lookup lookup)
    {
        string extended = lookup.IsSigned ? $"(sbyte*)({At("indices", lookup.Offset)})" : At("indices", lookup.Offset);
        string value = (lookup.Packed, Group(lookup)) switch
        {
            (null, _) => $"Avx512F.ConvertToVector512Int32(Sse2.LoadVector128({extended}))",
            ({ } packed, 0) => Name(packed),
            ({ } packed, int group) => $"Avx512F.RotateRight({Name(packed)}, {8 * group})",
        };
        Declare("index", "Vector512<int>", value);
        return "index";
    }

    /// <summary>Bit 5 of the index says which pair of registers, the lookups ignore it. Packed indices have it in the sign bit, unless that says minus: a comparison with a constant is an instruction less.</summary>
    private static string IsHigh(Lookup lookup) => (lookup.Packed, lookup.IsSigned) switch
    {
        (null, false) => "Vector512.GreaterThan(index, Vector512.Create(31))",
        (null, true) => "Avx512F.CompareNotEqual(index & Vector512.Create(32), Vector512<int>.Zero)",
        (_, false) => "Vector512.LessThan(index, Vector512<int>.Zero)",
        ({ } packed, true) => $"Avx512F.CompareNotEqual({Name(packed)} & Vector512.Create({32 << (8 * Group(lookup))}), Vector512<int>.Zero)",
    };

    /// <summary>The group of 16 lanes whose indices a lookup takes.</summary>
    private static int Group(Lookup lookup) => lookup.Offset / WindowTable.Lanes;

    private void Assign(int register, string expression) => Declare(Name(register), _dialect.RegisterType, expression);

    private void Declare(string name, string type, string expression)
    {
        bool isKnown = _scopes.Any(scope => scope.Contains(name));
        if (!isKnown)
        {
            _scopes.Peek().Add(name);
        }

        _writer.Line($"{(isKnown ? "" : type + " ")}{name} = {expression};");
    }

    private static string Name(int register) => "r" + Literals.Integer(register);

    private static string At(string pointer, int offset) => offset == 0 ? pointer : $"{pointer} + {Literals.Integer(offset)}";
}
