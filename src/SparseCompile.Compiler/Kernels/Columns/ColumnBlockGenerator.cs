using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Columns;

/// <summary>Sparse activations and weights pruned in blocks of rows: as <see cref="ColumnGenerator"/>, with a vector of sums for each block of an input that is not zero.</summary>
/// <remarks>Lanes that have no row in the last block carry weights of -0 into sums that nothing reads.</remarks>
internal sealed class ColumnBlockGenerator : IKernelGenerator
{
    /// <summary>Lanes that must work for it to be considered.</summary>
    private const double LeastUse = 0.25;

    /// <inheritdoc/>
    public string Name => "column-blocks";

    /// <inheritdoc/>
    public string Title => "sparse activations";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Packed;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => $"sparse activations, blocks of {spec.Number("h")} rows in the columns of non-zero inputs";

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        int lanes = context.Target.Lanes;
        bool isOffered = context.Fixed is { } arrangement ? arrangement.SkipsZeroInputs : context.InputSparsity > 0;
        if (!isOffered || lanes == 1)
        {
            yield break;
        }

        InputCopy copy = context.Copies[0];
        Arrangement layer = context.Arrange(context.RowOrders().First(), copy) with { SkipsZeroInputs = true };
        int rows = layer.RowOrder.Length;
        KernelTables tables = Recipe(layer, lanes).Lay(layer.Rows, layer.StoredBias);
        int blocks = tables.Rows.Length;
        if (context.Matrix.NonZeros < LeastUse * blocks * lanes)
        {
            yield break;
        }

        double visited = 1 - context.InputSparsity;
        double step = (context.Costs["activeBlock"] * (tables.IsFull ? 1 : context.Costs["activeBlockMask"]))
            + context.FarStep((long)(visited * blocks) * lanes * sizeof(float), lanes * sizeof(float));
        double time = copy.PackedNanoseconds + (copy.Order.Length * context.Costs["listedInput"]) + (rows * 2 * context.Costs["copiedInput"])
            + (visited * ((context.Matrix.Columns * context.Costs["column"]) + (blocks * step)));
        yield return context.Offer(KernelSpec.Create(Name, ("h", lanes)), layer, time, (long)blocks * lanes) with { IsMasked = !tables.IsFull };
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target)
    {
        Arrangement layer = kernel.Layer;
        MultiplyAddColumnBlocks blocks = new(PackedRows.Listed(layer.InputCount), kernel.IsMasked);
        string summary = $"blocks of {target.Lanes} rows in the columns of the inputs that are not zero{(kernel.IsMasked ? ", idle lanes masked" : "")}";
        return [ColumnLowering.Lower(layer, target, layer.RowOrder.Length, blocks, summary, Recipe(layer, target.Lanes))];
    }

    private static ColumnBlockRecipe Recipe(Arrangement layer, int lanes) => new(lanes, layer.RowOrder.Length, PackedRows.Listed(layer.InputCount));
}
