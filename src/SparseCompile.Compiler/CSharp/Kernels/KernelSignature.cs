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
        IEnumerable<string> tables = StreamsOf(program).Select(stream => TableOf(stream.Name, table));
        return $"{program.Name}({string.Join(", ", [.. inputs, output, .. tables, .. more])});";
    }

    /// <summary>A call for a part of the program's groups.</summary>
    public static string Call(LaneProgram program, string input, string output, string table, WalkPart part)
    {
        IEnumerable<string> tables = StreamsOf(program).Select(stream => KernelBody.At(TableOf(stream.Name, table), stream.Table switch
        {
            LaneTable.Bias => part.Channel,
            LaneTable.Counts => part.Group,
            LaneTable.Slots => part.Step,
            LaneTable.Weights => part.Weight,
            _ => throw new InvalidOperationException($"No parts of {stream.Table}."),
        }));
        return $"{program.Name}({string.Join(", ", [input, KernelBody.At(output, part.Channel), .. tables, Literals.Integer(part.Whole), Literals.Integer(part.Rest)])});";
    }

    private static string TableOf(string stream, string table) => $"{table}{char.ToUpperInvariant(stream[0])}{stream.Substring(1)}";

    /// <summary>The pointer to an operand.</summary>
    public static string Operand(int operand) => operand == 0 ? "input" : "input" + Literals.Integer(operand);

    /// <summary>The pointers that move with a cursor.</summary>
    public static IEnumerable<string> Pointers(LaneTable table, LaneProgram program) => table switch
    {
        LaneTable.Output => ["output"],
        LaneTable.Operands => Enumerable.Range(0, program.Signature.Operands).Select(Operand),
        _ => [Streams.First(stream => stream.Table == table).Name],
    };

    /// <summary>Counts of outer loops that the caller hands over, where groups of channels are run in parts: of whole groups, and of what is left.</summary>
    public static string[] Counts(LaneProgram program) => program.Walk is { Parts.Count: > 0 } ? ["blocks", "rest"] : [];

    /// <summary>What kernels are handed beside their tables.</summary>
    private static string[] More(LaneProgram program) => Counts(program) is { Length: > 0 } counts ? Array.ConvertAll(counts, count => "int " + count)
        : program.Signature.IsByChannel ? ["int* active"]
        : program.Signature.VisitsActiveInputs ? ["int* active", "int count"]
        : program.Wide is not null ? ["uint doubt"] : [];

    private static IEnumerable<(LaneTable Table, string Type, string Name)> StreamsOf(LaneProgram program) =>
        Streams.Where(stream => (program.Signature.Tables & stream.Table) != LaneTable.None);
}
