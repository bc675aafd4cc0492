using SparseCompile.Compiler.Networks;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Planning;

/// <summary>How one layer is computed, the same for every vector width in what decides its results: the order of rows and columns.</summary>
public sealed class LayerPlan
{
    private int? _passes;

    internal LayerPlan(NetworkNode node, bool isLast, int inputCount, int[] rowOrder, SparseRows rows, float[] bias, int[] groupsPerBlock)
    {
        InputCount = inputCount;
        Node = node;
        IsLast = isLast;
        RowOrder = rowOrder;
        Rows = rows;
        Bias = bias;
        GroupsPerBlock = groupsPerBlock;
    }

    /// <summary>The layer.</summary>
    public NetworkNode Node { get; }

    /// <summary>Shorthand for the layer's matrix, biases and activation.</summary>
    public LinearLayer Layer => Node.Layer;

    /// <summary>Its results are the network's output.</summary>
    public bool IsLast { get; }

    /// <summary>Places of the inputs: those that a kernel may read.</summary>
    public int InputCount { get; }

    /// <summary>The row at each place of the plan's order.</summary>
    public int[] RowOrder { get; }

    /// <summary>The rows are in their own order: results need not be put back.</summary>
    public bool IsInOrder => RowOrder.Select((row, place) => row == place).All(same => same);

    /// <summary>Groups of 16 positions in each block of the streamed form.</summary>
    public int[] GroupsPerBlock { get; }

    /// <summary>Non-zeros by position: places of the plan's order, with the zero of each period of slots left empty unless this is the last layer.</summary>
    internal SparseRows Rows { get; }

    /// <summary>Biases by position.</summary>
    internal float[] Bias { get; }

    /// <summary>A bias is other than +0. That -0 is another bias shows in sums of nothing but zeros.</summary>
    internal bool HasBias => Bias.Any(static bias => bias != 0f || 1 / bias < 0);

    /// <summary>Kernel family of the 512-bit form.</summary>
    public KernelFamily Family { get; internal set; }

    /// <summary>How rows share inputs, for the family that uses it.</summary>
    public BlockShape? Blocks { get; internal set; }

    /// <summary>Where the 512-bit form finds its inputs.</summary>
    public InputLayout InputLayout => Family.InputLayout();

    /// <summary>The 512-bit form reads a copy of its inputs and leaves packed results.</summary>
    public bool IsPacked => InputLayout != InputLayout.Slots;

    /// <summary>Inputs that are zero are not multiplied, where that saves anything; +0 is added to every sum in the end, so that no form's results tell.</summary>
    public bool SkipsZeroInputs => Family == KernelFamily.SparseActivations;

    /// <summary>Inputs are added and subtracted, and each sum is multiplied once, in every form of the layer: another chain than a multiply-add for each weight.</summary>
    public bool SumsFirst => Family.SumsFirst();

    /// <summary>Sums of a row where they come first: the most magnitudes that the weights of one have. Else 0.</summary>
    public int Passes => !SumsFirst ? 0 : _passes ??= SumRows.Passes(Rows.Starts, Rows.Weights);

    /// <summary>The non-zeros by position as kernels add them up, and what sums are multiplied by where they come first.</summary>
    /// <param name="chunk">Positions that go through their passes together.</param>
    internal (SparseRows Rows, float[] Scales) Summed(int chunk)
    {
        if (!SumsFirst)
        {
            return (Rows, []);
        }

        SumRows sums = SumRows.Of(Rows, Passes, SumRows.Chunks(Positions, chunk));
        return (sums.Rows, sums.Scales);
    }

    /// <summary>The candidate that was chosen, by its description.</summary>
    public string Kernel { get; internal set; } = "";

    /// <summary>Why the family was chosen.</summary>
    public string Reason { get; internal set; } = "";

    /// <summary>Non-zeros of lane slots executed in the 512-bit form.</summary>
    public double LaneUtilisation { get; internal set; }

    /// <summary>Estimate for one input, 512-bit form.</summary>
    public double EstimatedNanoseconds { get; internal set; }

    /// <summary>Estimate for a dense kernel of the declared shape.</summary>
    public double DenseNanoseconds { get; internal set; }

    /// <summary>Everything that was considered.</summary>
    public IReadOnlyList<KernelCandidate> Candidates { get; internal set; } = [];

    /// <summary>The non-zeros by place and input.</summary>
    internal SparseRows PackedRows => Runtime.PackedRows.Of(Rows, RowOrder.Length);

    /// <summary>Biases by place.</summary>
    internal float[] PackedBias => [.. RowOrder.Select(row => Layer.Bias[row])];

    /// <summary>Positions the kernels compute: slots for a layer that another reads, rows for the last.</summary>
    public int Positions => Rows.Positions;
}
