using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Lanes;

/// <summary>The tables that a program runs on, as the audit and the interpreter read them: what its recipe lays out, or what the code holds.</summary>
internal sealed class ProgramTables
{
    private readonly KernelTables? _laid;
    private readonly LiteralTables? _literals;

    private ProgramTables(KernelTables? laid, LiteralTables? literals) => (_laid, _literals) = (laid, literals);

    /// <summary>The tables of a program of a layer.</summary>
    /// <param name="program">The program.</param>
    /// <param name="rows">The layer's non-zeros by position.</param>
    /// <param name="bias">Its biases by position.</param>
    public static ProgramTables Of(LaneProgram program, SparseRows rows, float[] bias) => new(program.Recipe?.Lay(rows, bias), program.Literals);

    /// <summary>Tables of programs that read none, or their own.</summary>
    public static ProgramTables Of(LaneProgram program) => new(null, program.Literals);

    /// <summary>The laid-out tables.</summary>
    public KernelTables Laid => _laid ?? throw new InvalidOperationException("The program has no recipe.");

    /// <summary>Steps of each row panel.</summary>
    public int[] Counts => Laid.Counts;

    /// <summary>The rows table.</summary>
    public int[] Rows => Laid.Rows;

    /// <summary>Factors of sums.</summary>
    public float[] Scales => Laid.Scales;

    /// <summary>A bias.</summary>
    public float Bias(int offset) => _literals is null ? Laid.Bias[offset] : _literals.Bias[offset];

    /// <summary>A weight.</summary>
    public float Weight(int offset) => _literals is null ? Laid.WeightAt(offset) : _literals.Weights[offset];

    /// <summary>A slot.</summary>
    public int Slot(int offset) => Laid.SlotAt(offset);

    /// <summary>An index of an unrolled kernel.</summary>
    public int FixedIndex(int offset) => _literals!.Indices[offset];

    /// <summary>A mask of an unrolled kernel.</summary>
    public int Mask(int offset) => _literals!.Masks[offset];

    /// <summary>The index of a lane.</summary>
    /// <param name="first">First byte of the step, of all its groups.</param>
    /// <param name="offset">Lanes of the groups before.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="isPacked">Four bytes a lane (<see cref="PackedIndices"/>).</param>
    /// <param name="isSigned">The index has a sign.</param>
    public int Index(int first, int offset, int lane, bool isPacked, bool isSigned)
    {
        StepArrays steps = Laid.Steps!;
        return isPacked
            ? PackedIndices.IndexAt(steps.Indices, steps.FirstIndex + first, offset / WindowTable.Lanes, lane, isSigned)
            : steps.Indices[steps.FirstIndex + first + offset + lane];
    }
}
