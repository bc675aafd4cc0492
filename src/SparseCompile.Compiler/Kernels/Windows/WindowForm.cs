using SparseCompile.Compiler.Kernels.Windows.LoadBalancing;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Windows;

/// <summary>A layer as one of the window kernels, for one order of the inputs: independent traits, not a list of their products.</summary>
internal sealed class WindowForm
{
    private readonly LayerContext _context;
    private readonly PaceProfiles? _profiles;

    /// <summary>Makes a form.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="copy">The order of the inputs.</param>
    /// <param name="window">Slots of a window: 64 or 32.</param>
    /// <param name="passes">Sums of a row where they come first; else 0.</param>
    /// <param name="profiles">The rows' profiles; null where they are too large, or do not decide the steps.</param>
    public WindowForm(LayerContext context, InputCopy copy, int window, int passes, PaceProfiles? profiles)
    {
        _context = context;
        Copy = copy;
        Window = window;
        Passes = passes;
        _profiles = profiles;
    }

    /// <summary>The order of the inputs.</summary>
    public InputCopy Copy { get; }

    /// <summary>Slots of a window.</summary>
    public int Window { get; }

    /// <summary>Sums of a row where they come first; else 0.</summary>
    public int Passes { get; }

    /// <summary>Windows of 32 over a copy of the inputs, not of 64 over slots.</summary>
    public bool IsNarrow => Window == WindowTable.NarrowWindow;

    /// <summary>How its inputs are spaced.</summary>
    public Spacing Spacing => SpacingOf(Window, Passes);

    /// <summary>Bytes of tables a lane: an index, and a weight unless the index has its sign.</summary>
    public int Bytes => Passes > 0 ? sizeof(byte) : sizeof(byte) + sizeof(float);

    /// <summary>Positions on the lanes.</summary>
    public int Positions => IsNarrow ? _context.Matrix.Rows : RowOrdering.PositionCount(_context.Matrix.Rows, _context.IsOutput);

    /// <summary>The layer is small enough for its rows to be balanced.</summary>
    public bool CanBeBalanced => _profiles is not null;

    /// <summary>How the inputs of a kernel are spaced.</summary>
    public static Spacing SpacingOf(int window, int passes) =>
        window == WindowTable.Window ? Spacing.Slots : passes > 0 ? Spacing.Narrow : Spacing.Packed;

    /// <summary>What identifies the kernel.</summary>
    /// <param name="rows">Name of the order of rows.</param>
    /// <param name="groups">Groups of 16 rows that share a window.</param>
    public KernelSpec Spec(string? rows, int groups) => KernelSpec.Create(
        WindowGenerator.GeneratorName, ("w", Window), ("sums", Passes > 0 ? (object)Passes : null), ("g", groups), ("rows", rows), ("inputs", Copy.Name));

    /// <summary>The rows on their lanes, where <see cref="CanBeBalanced"/>.</summary>
    public LaneAssignment Assign(int[] order, int[] panels) => new(_profiles!, order, panels, Window, hasZeroSlots: !IsNarrow && !_context.IsOutput);

    /// <summary>
    /// Steps of each pass of each panel; from the profiles where there are some, without a table being laid out: planning 2048 x 2048 with 10 % takes 0.9 s, 1.6 s with tables (Cascade Lake).
    /// </summary>
    public int[] Count(Arrangement layer, int groups, int[] panels)
    {
        return CanBeBalanced ? Assign(layer.RowOrder, panels).Counts
            : new WindowRecipe(Window, groups, Passes, layer.RowOrder.Length).Lay(layer.Rows, []).Counts;
    }
}
