using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Permutations;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Targets.Costs;
using SparseCompile.Compiler.Tensors;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels;

/// <summary>A layer on a target, as generators see it: which orders they may choose from, and what the best offer so far is.</summary>
internal sealed class LayerContext
{
    private readonly Dictionary<(string Rows, InputCopy Copy), Arrangement> _arrangements = [];
    private readonly Arrangement? _fixed;
    private int? _passes;

    /// <summary>Inputs of the narrowest layer that counts as hypersparse, and non-zeros a row of the fullest.</summary>
    private const int LeastHypersparse = 768, MostHypersparse = 32;

    /// <summary>A layer whose order of rows is free, or prescribed.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="isOutput">It computes the model's output.</param>
    /// <param name="target">The target.</param>
    /// <param name="copies">Orders of its inputs.</param>
    /// <param name="rowOrder">The order that its rows must have; null where any will do.</param>
    public LayerContext(Node node, bool isOutput, Target target, IReadOnlyList<InputCopy> copies, int[]? rowOrder)
    {
        Node = node;
        IsOutput = isOutput;
        Target = target;
        Copies = copies;
        PrescribedRows = rowOrder;
    }

    /// <summary>A layer whose orders, and with them the outputs' chains, another target's plan has fixed.</summary>
    /// <param name="arrangement">The layer in these orders.</param>
    /// <param name="target">The target.</param>
    /// <param name="copy">The order of its inputs.</param>
    public LayerContext(Arrangement arrangement, Target target, InputCopy copy)
        : this(arrangement.Node, arrangement.IsOutput, target, [copy], arrangement.RowOrder) => _fixed = arrangement;

    /// <summary>The layer.</summary>
    public Node Node { get; }

    /// <summary>It computes the model's output.</summary>
    public bool IsOutput { get; }

    /// <summary>The target.</summary>
    public Target Target { get; }

    /// <summary>What operations cost there.</summary>
    public CostTable Costs => Target.Costs;

    /// <summary>Orders of the inputs, the one as they are first.</summary>
    public IReadOnlyList<InputCopy> Copies { get; }

    /// <summary>The order that the rows must have; null where any will do.</summary>
    public int[]? PrescribedRows { get; }

    /// <summary>Expected fraction of zero inputs.</summary>
    public double InputSparsity { get; init; }

    /// <summary>Of a convolution: how the images lie that it reads and computes.</summary>
    public ImageOrder ImageOrder { get; init; }

    /// <summary>Id of the kernel that was measured to be the fastest; null where none was.</summary>
    public string? Chosen { get; init; }

    /// <summary>Estimate of the best offer so far.</summary>
    public double BestNanoseconds { get; private set; } = double.PositiveInfinity;

    /// <summary>The layer's operator.</summary>
    public MatrixOperator Layer => (MatrixOperator)Node.Operator;

    /// <summary>Its matrix.</summary>
    public CsrMatrix Matrix => Layer.Weights;

    /// <summary>Orders and chains are fixed: kernels that need others have nothing to offer.</summary>
    public Arrangement? Fixed => _fixed;

    /// <summary>The most magnitudes a row's weights have; 0 where that is none, or more than sums first are thought of for.</summary>
    public int Passes => _passes ??= SumRows.Passes(Matrix.RowStarts, Matrix.Values);

    /// <summary>
    /// A wide layer with a few non-zeros a row. Its panels have few steps: the loops around them, and what follows a step in the same chain, count for more than in layers of networks, whose figures
    /// were therefore found to mislead (up to 120 % beside the fastest kernel). Costs that begin with "hypersparse" take their place.
    /// </summary>
    public bool IsHypersparse => Matrix.Columns >= LeastHypersparse && Matrix.NonZeros <= (long)MostHypersparse * Matrix.Rows;

    /// <summary>Rows may be put in another order: outputs of the model are put back by a table in the source.</summary>
    public bool CanReorder => CanReorderUpTo(RowOrdering.MaxReordered);

    /// <summary>The orders of rows that any kernel may use: as they are, and longest first.</summary>
    /// <param name="most">Outputs of the model up to which they may be computed in another order.</param>
    public IEnumerable<RowPermutation> RowOrders(int most = RowOrdering.MaxReordered)
    {
        yield return new RowPermutation(PrescribedRows is null ? "natural" : null, PrescribedRows ?? RowOrdering.Natural(Matrix));
        if (CanReorderUpTo(most))
        {
            yield return new RowPermutation("length", RowOrdering.ByLength(Matrix));
        }
    }

    private bool CanReorderUpTo(int most) => PrescribedRows is null && (!IsOutput || Matrix.Rows <= most);

    /// <summary>The layer in some orders.</summary>
    public Arrangement Arrange(RowPermutation rows, InputCopy copy)
    {
        if (_fixed is not null)
        {
            return _fixed;
        }

        if (rows.Name is "natural" or "length" && _arrangements.TryGetValue((rows.Name, copy), out Arrangement? known))
        {
            return known;
        }

        SparseRows arranged = RowOrdering.Arrange(Matrix, rows.Order, Permutation.Inverse(copy.Order, Matrix.Columns), IsOutput);
        Arrangement made = new(Node, IsOutput, copy.Order.Length, rows.Order, arranged);
        if (rows.Name is "natural" or "length")
        {
            _arrangements[(rows.Name, copy)] = made;
        }

        return made;
    }

    /// <summary>The cost of that name; where the layer is hypersparse, and the target has a figure for that, this one.</summary>
    public double Cost(string name) => IsHypersparse && Costs.Has(HypersparseName(name)) ? Costs[HypersparseName(name)] : Costs[name];

    /// <summary>What a step costs more for the cache that its tables come from.</summary>
    /// <param name="tableBytes">Bytes that the whole layer streams through.</param>
    /// <param name="stepBytes">Bytes that the step reads.</param>
    public double FarStep(long tableBytes, double stepBytes) => Costs.FarShare(tableBytes, stepBytes) * Cost("level3Step");

    private static string HypersparseName(string name) => "hypersparse" + char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>A candidate: calling it, and putting outputs back in order, is added to its time.</summary>
    /// <param name="spec">What identifies it.</param>
    /// <param name="layer">The layer in its orders.</param>
    /// <param name="nanoseconds">Time of copies and steps.</param>
    /// <param name="laneSlots">Lanes of all steps, idle ones included.</param>
    public KernelCandidate Offer(KernelSpec spec, Arrangement layer, double nanoseconds, long laneSlots)
    {
        double time = nanoseconds + Costs["layerCall"] + (IsOutput && !layer.IsInOrder ? Matrix.Rows * Costs["reorderedRow"] : 0);
        BestNanoseconds = Math.Min(BestNanoseconds, time);
        return new KernelCandidate(spec, layer, time, laneSlots == 0 ? 1 : (double)Matrix.NonZeros / laneSlots);
    }
}

/// <summary>An order of rows.</summary>
/// <param name="Name">What it is called in ids; null where there is no choice.</param>
/// <param name="Order">The row at each place.</param>
internal sealed record RowPermutation(string? Name, int[] Order);
