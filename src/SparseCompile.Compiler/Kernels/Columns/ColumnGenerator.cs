using SparseCompile.Compiler.Lanes;
using SparseCompile.Compiler.Lanes.Ops;
using SparseCompile.Compiler.Targets;
using SparseCompile.Runtime;

namespace SparseCompile.Compiler.Kernels.Columns;

/// <summary>Sparse activations: sums begin as biases in memory, every input that is not zero adds its column to them, then the epilogue runs on the lanes.</summary>
/// <remarks>
/// What is left out are multiply-adds by a zero. They change no sum but one: -0 + +0 is +0. So that no output tells whether one was left out, +0 is added to each sum at its end, on every
/// target.
/// </remarks>
internal sealed class ColumnGenerator : IKernelGenerator
{
    /// <summary>Bytes of a non-zero in a column: weight and row.</summary>
    private const int ColumnBytes = 8;

    /// <inheritdoc/>
    public string Name => "columns";

    /// <inheritdoc/>
    public string Title => "sparse activations";

    /// <inheritdoc/>
    public Spacing Reads(KernelSpec spec) => Spacing.Slots;

    /// <inheritdoc/>
    public string Describe(KernelSpec spec) => "sparse activations, columns of non-zero inputs";

    /// <inheritdoc/>
    public IEnumerable<KernelCandidate> Propose(LayerContext context)
    {
        if (context.Fixed is { } arrangement ? !arrangement.SkipsZeroInputs : context.InputSparsity <= 0)
        {
            yield break;
        }

        InputCopy copy = context.Copies[0];
        Arrangement layer = context.Arrange(context.RowOrders().First(), copy) with { SkipsZeroInputs = true };
        int nonZeros = context.Matrix.NonZeros;
        double visited = 1 - context.InputSparsity;
        double step = context.Costs["columnMac"] + context.FarStep((long)(visited * nonZeros) * ColumnBytes, ColumnBytes);
        double time = copy.SlotNanoseconds + (copy.Order.Length * context.Costs["listedInput"]) + (layer.Positions * 2 * context.Costs["copiedInput"])
            + (visited * ((context.Matrix.Columns * context.Costs["column"]) + (nonZeros * step)));
        yield return context.Offer(KernelSpec.Create(Name), layer, time, nonZeros);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LaneProgram> Lower(KernelCandidate kernel, Target target)
    {
        Arrangement layer = kernel.Layer;
        int slots = SlotLayout.SlotCount(layer.InputCount);
        ColumnRecipe recipe = new(slots, target.Lanes);
        return [ColumnLowering.Lower(layer, target, layer.Positions, new MultiplyAddColumns(slots), "columns of the inputs that are not zero", recipe)];
    }
}
