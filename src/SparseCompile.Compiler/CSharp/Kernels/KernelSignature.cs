using SparseCompile.Compiler.Lanes;

namespace SparseCompile.Compiler.CSharp.Kernels;

/// <summary>The parameters of a kernel's method, and a call of it.</summary>
internal static class KernelSignature
{
    /// <summary>The streams that a method may be handed, in the order of its parameters.</summary>
    private static readonly (LaneTable Table, string Type, string Name)[] Streams =
    [
        (LaneTable.Scales, "float*", "scales"), (LaneTable.Bias, "float*", "bias"), (LaneTable.Counts, "int*", "counts"), (LaneTable.Rows, "int*", "rows"), (LaneTable.Slots, "int*", "slots"),
        (LaneTable.Indices, "byte*", "indices"), (LaneTable.FixedIndices, "int*", "indices"), (LaneTable.Weights, "float*", "weights"), (LaneTable.Masks, "uint*", "masks"),
    ];

    /// <summary>The parameters, each with its type.</summary>
    public static IEnumerable<string> Parameters(LaneProgram program)
    {
        string type = program.Wide is null ? "float*" : "double*";
        IEnumerable<string> operands = Enumerable.Range(0, program.Signature.Operands).Select(operand => $"{type} {Operand(operand)}");
        IEnumerable<string> streams = StreamsOf(program).Select(stream => $"{stream.Type} {stream.Name}");
        return [.. operands, "float* output", .. streams, .. More(program)];
    }

    /// <summary>A call of the method.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">The inputs' pointers.</param>
    /// <param name="output">The output's pointer.</param>
    /// <param name="table">What the tables' names follow: an object with a dot, or the start of fields' names.</param>
    /// <param name="more">What else the kernel is handed: the list of inputs to visit and their number, or whether sums are in doubt.</param>
    public static string Call(LaneProgram program, IEnumerable<string> inputs, string output, string table, params string[] more)
    {
        IEnumerable<string> tables = StreamsOf(program).Select(stream => $"{table}{char.ToUpperInvariant(stream.Name[0])}{stream.Name.Substring(1)}");
        return $"{program.Name}({string.Join(", ", [.. inputs, output, .. tables, .. more])});";
    }

    /// <summary>The pointer to an operand.</summary>
    public static string Operand(int operand) => operand == 0 ? "input" : "input" + Literals.Integer(operand);

    /// <summary>The pointers that move with a cursor.</summary>
    public static IEnumerable<string> Pointers(LaneTable table, LaneProgram program) => table switch
    {
        LaneTable.Output => ["output"],
        LaneTable.Operands => Enumerable.Range(0, program.Signature.Operands).Select(Operand),
        _ => [Streams.First(stream => stream.Table == table).Name],
    };

    /// <summary>What kernels are handed beside their tables.</summary>
    private static string[] More(LaneProgram program) => program.Signature.IsByChannel ? ["int* active"]
        : program.Signature.VisitsActiveInputs ? ["int* active", "int count"]
        : program.Wide is not null ? ["uint doubt"] : [];

    private static IEnumerable<(LaneTable Table, string Type, string Name)> StreamsOf(LaneProgram program) =>
        Streams.Where(stream => (program.Signature.Tables & stream.Table) != LaneTable.None);
}
