using SparseCompile.Compiler.Networks;
using SparseCompile.Compiler.Planning;
using SparseCompile.Compiler.Scheduling.Permutations;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Scheduling.LoadBalancing;

/// <summary>A layer as one of the families whose rows look their inputs up in a window, for one order of the inputs.</summary>
internal sealed class LookupForm
{
    private readonly CsrMatrix _matrix;
    private readonly bool _isLast;
    private readonly PaceProfiles? _profiles;

    /// <summary>Makes a form.</summary>
    /// <param name="matrix">The layer's matrix.</param>
    /// <param name="isLast">Its results are the network's output, not in slots.</param>
    /// <param name="family">One of the lookups in windows.</param>
    /// <param name="copy">The order of the inputs.</param>
    /// <param name="passes">Sums of a row, for the families that form them first.</param>
    public LookupForm(CsrMatrix matrix, bool isLast, KernelFamily family, InputCopy copy, int passes = 0)
    {
        Passes = Math.Max(1, passes);
        _matrix = matrix;
        _isLast = isLast;
        Family = family;
        Copy = copy;
        _profiles = Passes > 1 ? null : PaceProfiles.Of(matrix, copy.Order, family.InputLayout());
    }

    /// <summary>Times that a block's rows go through their inputs.</summary>
    public int Passes { get; }

    /// <summary>The kernel family.</summary>
    public KernelFamily Family { get; }

    /// <summary>Windows of 32 over a copy of the inputs, not of 64 over slots.</summary>
    public bool IsNarrow => Family.IsNarrow();

    /// <summary>Bytes of tables a lane: an index, and a weight unless the index has its sign.</summary>
    public int Bytes => Family.SumsFirst() ? sizeof(byte) : sizeof(byte) + sizeof(float);

    /// <summary>The order of the inputs.</summary>
    public InputCopy Copy { get; }

    /// <summary>Positions on the lanes.</summary>
    public int Positions => IsNarrow ? _matrix.Rows : RowOrdering.PositionCount(_matrix.Rows, _isLast);

    /// <summary>The layer is small enough for its rows to be assigned by pace.</summary>
    public bool CanBePaced => _profiles is not null;

    private int Window => Family.Window();

    /// <summary>What identifies the kernel, in plan files too.</summary>
    /// <param name="rows">How the rows are ordered.</param>
    /// <param name="groups">Groups of 16 rows that share a window.</param>
    public string Describe(string rows, int groups)
    {
        return $"{Family.Name()}{(!Family.SumsFirst() ? "" : Passes == 1 ? ", one magnitude a row" : FormattableString.Invariant($", {Passes} magnitudes a row"))}, rows {rows}, {groups} x 16 rows a window of {Window}{Copy.Remark}";
    }

    /// <summary>The rows on their lanes, where <see cref="CanBePaced"/>.</summary>
    public LaneAssignment Assign(int[] order, int[] blocks) => new(_profiles!, order, blocks, Window, hasZeroSlots: !IsNarrow && !_isLast);

    /// <summary>Steps of each pass of each block; from the profiles where there are some, without a table being laid out: planning 2048 x 2048 with 10 % takes 0.9 s, 1.6 s with tables (Cascade Lake).</summary>
    /// <param name="order">The row at each place.</param>
    /// <param name="rows">The non-zeros in that order.</param>
    /// <param name="blocks">Groups of each block.</param>
    public int[] Count(int[] order, SparseRows rows, int[] blocks) =>
        CanBePaced ? Assign(order, blocks).Counts
        : Passes > 1 ? SignedTable.Build(Family.InputLayout().Rows(rows, order.Length), Passes, blocks, Window).Windows.Counts
        : WindowTable.Build(Family.InputLayout().Rows(rows, order.Length), blocks, Window).Counts;
}
